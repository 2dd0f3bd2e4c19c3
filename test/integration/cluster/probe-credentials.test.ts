import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { probeCredentials } from "../../../src/cluster/probe-credentials.ts";
import { Engine } from "../../../src/host/engine.ts";
import type { Credentials } from "../../../src/net/local-endpoint.ts";
import { type PlainCluster, plainCluster } from "../../support/plain-cluster.ts";

const engine = new Engine();
let plain: PlainCluster;
let container: string;
const configuration = `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint: {advertiseAddress: 192.0.2.1}
`;

function docker(...args: readonly string[]): string {
  return execFileSync("docker", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

/** The administrator's credentials as kubeadm made them in the container. */
function administrator(): Credentials {
  const config = docker("exec", container, "cat", "/etc/kubernetes/admin.conf");
  const field = (name: string) =>
    Buffer.from(new RegExp(`${name}-data: (\\S+)`).exec(config)?.[1] ?? "", "base64").toString();
  return { ca: field("certificate-authority"), cert: field("client-certificate"), key: field("client-key") };
}

beforeAll(async () => {
  plain = await plainCluster(engine, ["control-plane"]);
  container = plain.cluster.nodes[0]?.name ?? "";
  const made = "kubeadm init phase certs ca --config /c && kubeadm init phase kubeconfig admin --config /c";
  docker("exec", container, "sh", "-c", `printf %s "$0" > /c && ${made}`, configuration);
});

afterAll(() => plain[Symbol.asyncDispose]());

it("the probes get the administrator's identity with an ECDSA key, signed by the cluster's authority", async () => {
  const given = administrator();
  const issued = await probeCredentials(engine, plain.cluster, given);
  const [before, after] = [given, issued].map(({ cert }) => new X509Certificate(cert));
  expect(before?.publicKey.asymmetricKeyType).toBe("rsa");
  expect(after?.publicKey.asymmetricKeyType).toBe("ec");
  expect(after?.subject).toBe(before?.subject);
  expect(after?.verify(new X509Certificate(given.ca).publicKey)).toBe(true);
  expect(issued.ca).toBe(given.ca);
});

it("the given credentials stay in use where none are issued, or not by the same authority", async () => {
  const given = administrator();
  docker("exec", container, "sh", "-c", "mv /etc/kubernetes/pki /pki && kubeadm init phase certs ca --config /c");
  expect(await probeCredentials(engine, plain.cluster, given)).toBe(given);
  docker("exec", container, "rm", "-r", "/etc/kubernetes/pki");
  expect(await probeCredentials(engine, plain.cluster, given)).toBe(given);
});
