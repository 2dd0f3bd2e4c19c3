import type { ContainerRuntime } from "../model/node-runtime.ts";

/** Asks kind's Envoy on its own port for those it passes connections on to; without curl, which its image does not have. */
const question =
  "exec 3<>/dev/tcp/127.0.0.1/10000; printf 'GET /clusters HTTP/1.1\\r\\nHost: admin\\r\\nConnection: close\\r\\n\\r\\n' >&3; cat <&3";

/** The addresses that kind's Envoy passes connections on to, as it says itself; none where it does not answer. */
export async function relayBackends(runtime: Pick<ContainerRuntime, "exec">, relay: string): Promise<string[]> {
  const { stdout } = await runtime.exec(relay, ["bash", "-c", question]);
  return [...new Set([...stdout.matchAll(/::([0-9.]+):6443::/g)].flatMap(([, address]) => address ?? []))];
}
