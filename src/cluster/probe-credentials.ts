import { createPrivateKey, X509Certificate } from "node:crypto";
import type { Engine } from "../host/engine.ts";
import { type Cluster, controlPlanes } from "../model/cluster.ts";
import type { Credentials } from "../net/local-endpoint.ts";

// kubeadm wants some address of an API server and finds one by itself only where the node has a default route; it is
// not used for anything here.
const config = `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
encryptionAlgorithm: ECDSA-P256
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint:
  advertiseAddress: 192.0.2.1
`;

/**
 * The same identity with a key of another kind: each new connection costs its client a signature, and one with ECDSA
 * costs a twentieth of one with RSA. kubeadm issues the certificate on a control plane; where it cannot, the
 * credentials that were given stay in use.
 */
export async function probeCredentials(engine: Engine, cluster: Cluster, given: Credentials): Promise<Credentials> {
  const { subject } = new X509Certificate(given.cert);
  const name = /^CN=(.+)$/m.exec(subject)?.[1];
  const [node] = controlPlanes(cluster);
  if (name === undefined || node === undefined) return given;
  const groups = [...subject.matchAll(/^O=(.+)$/gm)].flatMap(([, group]) => ["--org", group ?? ""]);
  const script = `printf %s "$0" | kubeadm kubeconfig user --config /dev/stdin "$@"`;
  try {
    const argv = ["sh", "-c", script, config, "--client-name", name, ...groups];
    const { stdout } = await engine.exec(node.name, argv);
    const issued = { ca: given.ca, cert: field(stdout, "client-certificate"), key: field(stdout, "client-key") };
    return isGood(issued) ? issued : given;
  } catch {
    // An older kubeadm, or a control plane that does not answer: the probes cost more, and measure the same.
    return given;
  }
}

function field(kubeconfig: string, name: string): string {
  const base64 = new RegExp(`${name}-data: (\\S+)`).exec(kubeconfig)?.[1] ?? "";
  return Buffer.from(base64, "base64").toString("utf8");
}

/** The certificate is of the cluster's authority and fits its key; throws where one of them cannot be read. */
function isGood({ ca, cert, key }: Credentials): boolean {
  const certificate = new X509Certificate(cert);
  return certificate.verify(new X509Certificate(ca).publicKey) && certificate.checkPrivateKey(createPrivateKey(key));
}
