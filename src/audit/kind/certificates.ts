import { X509Certificate } from "node:crypto";
import { parse } from "yaml";
import { z } from "zod";
import type { CertificateFact } from "../facts.ts";
import type { ReadContainers } from "./containers.ts";

const pki = "/etc/kubernetes/pki";
/** What kubeadm makes on a control plane (kubernetes.io, PKI certificates and requirements), and the kubelet's own. */
const files = [
  ...[
    "ca",
    "apiserver",
    "apiserver-kubelet-client",
    "apiserver-etcd-client",
    "front-proxy-ca",
    "front-proxy-client",
  ].map((name) => `${pki}/${name}.crt`),
  ...["ca", "server", "peer", "healthcheck-client"].map((name) => `${pki}/etcd/${name}.crt`),
  "/var/lib/kubelet/pki/kubelet.crt",
  "/var/lib/kubelet/pki/kubelet-client-current.pem",
];
const kubeconfigs = ["admin", "super-admin", "controller-manager", "scheduler"].map(
  (name) => `/etc/kubernetes/${name}.conf`,
);

const kubeconfigSchema = z.object({
  users: z.array(z.object({ user: z.object({ "client-certificate-data": z.string().optional() }) })),
});

/** All certificates of these nodes; a file that a node does not have is left out. Throws where a node has none at all. */
export async function readCertificates(
  containers: Pick<ReadContainers, "file">,
  nodes: readonly string[],
): Promise<CertificateFact[]> {
  const found: CertificateFact[] = [];
  for (const node of nodes) {
    const text = async (file: string) => containers.file(node, file).catch(() => "");
    const before = found.length;
    for (const file of files) found.push(...certificatesIn(await text(file), `${node}:${file}`));
    for (const file of kubeconfigs) found.push(...certificatesIn(inKubeconfig(await text(file)), `${node}:${file}`));
    if (found.length === before) throw new Error(`${node} has none of ${pki}`);
  }
  return found;
}

/** The first certificate of a text in PEM: what follows is of authorities. */
export function certificatesIn(text: string, what: string): CertificateFact[] {
  const [pem] = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(text) ?? [];
  if (pem === undefined) return [];
  try {
    const { validFromDate, validToDate } = new X509Certificate(pem);
    return [{ what, from: validFromDate.getTime(), until: validToDate.getTime() }];
  } catch {
    return []; // No certificate that Node can read is one that an API server would take.
  }
}

/** The client certificate of a kubeconfig, in PEM. */
export function inKubeconfig(text: string): string {
  const parsed = kubeconfigSchema.safeParse(text === "" ? undefined : parse(text));
  const data = parsed.data?.users.map(({ user }) => user["client-certificate-data"]).find((one) => one !== undefined);
  return data === undefined ? "" : Buffer.from(data, "base64").toString("utf8");
}
