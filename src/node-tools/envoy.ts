import type { ContainerRuntime } from "../model/node-runtime.ts";

/** Where kind's Envoy (0.32 and newer) finds its API servers (kind pkg/cluster/internal/loadbalancer/const.go). */
export const envoyFolder = "/home/envoy";
export const envoyFile = `${envoyFolder}/cds.yaml`;

const ask =
  "exec 3<>/dev/tcp/127.0.0.1/10000; printf 'GET %s HTTP/1.1\\r\\nHost: admin\\r\\nConnection: close\\r\\n\\r\\n' \"$1\" >&3; cat <&3";

/**
 * The words of the command that asks a kind cluster's Envoy for a path of its admin; without curl, which its image does
 * not have. It ends with 1 where nobody listens.
 */
export function envoyAdminWords(path: string): string[] {
  return ["bash", "-c", ask, "bash", path];
}

/** The backends of all clusters of a kind cluster's Envoy, as it says itself; none where it does not answer. */
export async function readBackends(runtime: Pick<ContainerRuntime, "exec">, relay: string): Promise<string[]> {
  return backendsIn((await runtime.exec(relay, envoyAdminWords("/clusters"))).stdout);
}

/** The backends of all of Envoy's clusters in its answer to /clusters: "172.30.0.200:6443", each once. */
export function backendsIn(answer: string): string[] {
  // What is sent in pieces has their lengths between them (RFC 9112, 7.1).
  const whole = answer.replaceAll(/\r\n[0-9a-f]+\r\n/g, "");
  return [...new Set([...whole.matchAll(/^[^:\n]+::(\d+\.\d+\.\d+\.\d+:\d+)::/gm)].map(([, backend = ""]) => backend))];
}
