import type { CertificateFact, ClusterFacts, EtcdAnswer } from "../../audit/facts.ts";
import { readCertificates } from "../../audit/kind/certificates.ts";
import type { ReadContainers } from "../../audit/kind/containers.ts";
import { askEtcd } from "../../audit/kind/etcd.ts";
import { containersOf } from "../../audit/kind/read-containers.ts";
import { controlPlaneNodes } from "../../audit/objects.ts";
import { messageOf } from "../../model/errors.ts";
import { plainText } from "../../model/plain-text.ts";
import type { Gap } from "../facts.ts";
import type { ProgramFile } from "../settings.ts";
import type { Published } from "./api-servers.ts";

/** What the containers of a kind cluster show beyond its API. */
export interface ShownByContainers {
  readonly published: Published;
  readonly certificates: readonly CertificateFact[];
  readonly etcd: EtcdAnswer | undefined;
  readonly files: readonly ProgramFile[];
  readonly gaps: readonly Gap[];
}

/** Where kubeadm, Debian's packages and kind put a kubelet's settings. */
const kubeletFiles = ["/var/lib/kubelet/config.yaml", "/var/lib/kubelet/kubeadm-flags.env", "/etc/default/kubelet"];

/** What is seen in containers alone, and how a person sees it. */
const unseen = {
  certificates: {
    subject: "certificates on the nodes",
    evidence: "when they end is not known",
    advice: "kubeadm certs check-expiration on each control plane",
  },
  etcd: {
    subject: "etcd",
    evidence: "members, alarms and learners are not known",
    advice: "etcdctl endpoint status --cluster -w table; etcdctl alarm list; etcdctl member list",
  },
  kubelets: {
    subject: "kubelets' own files",
    evidence: "flags and feature gates in them are not known",
    advice: "look at /var/lib/kubelet/kubeadm-flags.env and config.yaml on each node",
  },
} as const satisfies Record<string, Gap>;

function gapOf(what: keyof typeof unseen, why: string): Gap {
  return { ...unseen[what], evidence: `${unseen[what].evidence}: ${why}` };
}

/** Nothing but that it could not be read; of a control plane that its provider hides nobody has to look. */
export function nothingShown(why: string, facts: ClusterFacts): ShownByContainers {
  const what = controlPlaneNodes(facts).length === 0 ? (["kubelets"] as const) : keysOf(unseen);
  const gaps = what.map((one) => gapOf(one, why));
  return { published: new Map(), certificates: [], etcd: undefined, files: [], gaps };
}

/** Reads the containers of a kind cluster, where this engine has them; never throws: what could not be read is a gap. */
export async function readShown(
  containers: ReadContainers,
  cluster: string,
  facts: ClusterFacts,
): Promise<ShownByContainers> {
  try {
    const { names, controlPlanes } = await containersOf(containers, cluster, facts);
    if (controlPlanes.length === 0)
      return nothingShown("this Docker engine does not have the cluster's containers", facts);
    const nodes = facts.nodes.map(({ metadata }) => metadata?.name ?? "").filter((name) => names.includes(name));
    const gaps: Gap[] = [];
    const attempt = <Value>(what: keyof typeof unseen, read: () => Promise<Value>): Promise<Value | undefined> =>
      read().catch((error: unknown) => {
        gaps.push(gapOf(what, plainText(messageOf(error))));
        return undefined;
      });
    const certificates = await attempt("certificates", () => readCertificates(containers, nodes));
    const etcd = await attempt("etcd", () => askEtcd(containers, controlPlanes, facts));
    const published = await publishedBy(containers, controlPlanes);
    const files = await filesOf(containers, nodes);
    return { published, certificates: certificates ?? [], etcd, files, gaps };
  } catch (error) {
    return nothingShown(plainText(messageOf(error)), facts);
  }
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record) as Key[];
}

/** Where each control plane's API server is published on this machine, by its addresses. */
async function publishedBy(containers: ReadContainers, nodes: readonly string[]): Promise<Published> {
  const all = await Promise.all(
    nodes.map(async (node) => {
      const { addresses, ports } = await containers.details(node);
      const [way] = ports["6443/tcp"] ?? [];
      if (way === undefined) return [];
      const host = way.address === "0.0.0.0" || way.address === "" ? "127.0.0.1" : way.address;
      return Object.values(addresses)
        .flatMap(({ address, address6 }) => [address, address6 ?? ""])
        .filter((address) => address !== "")
        .map((address) => [address, { host, port: way.port }] as const);
    }),
  );
  return new Map(all.flat());
}

async function filesOf(containers: ReadContainers, nodes: readonly string[]): Promise<ProgramFile[]> {
  const read = nodes.flatMap((node) =>
    kubeletFiles.map(async (path): Promise<ProgramFile[]> => {
      const text = await containers.file(node, path).catch(() => undefined);
      return text === undefined ? [] : [{ program: "kubelet", where: `${node}:${path}`, text }];
    }),
  );
  return (await Promise.all(read)).flat();
}
