import { networkLabel, roleLabel } from "../../host/docker/own-containers.ts";
import { messageOf } from "../../model/errors.ts";
import type { ClusterFacts } from "../facts.ts";
import type { ApiBalancer, BalancerFormat } from "../load-balancer.ts";
import { readBalancers } from "../load-balancer-file.ts";
import { controlPlaneNodes } from "../objects.ts";
import { readCertificates } from "./certificates.ts";
import type { ReadContainers } from "./containers.ts";
import { askEtcd } from "./etcd.ts";

/** What the containers show beyond the API, and what could not be read, in words. */
export interface Seen {
  readonly facts: Partial<Pick<ClusterFacts, "loadBalancers" | "certificates" | "etcd">>;
  readonly notes: readonly string[];
}

const haproxyFile = "/usr/local/etc/haproxy/haproxy.cfg";
/** Where kind's load balancer has its configuration: Envoy since 0.32, HAProxy before. */
const balancerFiles = ["/home/envoy/cds.yaml", haproxyFile];

/** The name of the kind cluster that the nodes say they are of; undefined where they are of none. */
export function kindCluster({ nodes }: Pick<ClusterFacts, "nodes">): string | undefined {
  const ids = nodes.map(({ spec }) => /^kind:\/\/[^/]+\/([^/]+)\//.exec(spec?.providerID ?? "")?.[1]);
  return ids.find((id) => id !== undefined);
}

/**
 * Reads the load balancer's configuration, all certificates and etcd of a kind cluster from its running containers, where
 * this engine has them and they are this very cluster. Never throws: what could not be read is a note.
 */
export async function readContainers(
  containers: ReadContainers,
  cluster: string,
  facts: ClusterFacts,
  formats: readonly BalancerFormat[],
): Promise<Seen> {
  try {
    const { names, controlPlanes: there } = await containersOf(containers, cluster, facts);
    if (there.length === 0)
      return {
        facts: {},
        notes: [
          `kind cluster ${cluster}: this Docker engine does not have its containers: its load balancer, certificates of its nodes and etcd are not looked at`,
        ],
      };
    const [balancer, certificates, etcd] = [
      await attempt("its load balancer", () => readAnyBalancers(containers, cluster, names, formats)),
      await attempt("its certificates", () => readCertificates(containers, there)),
      await attempt("its etcd", () => askEtcd(containers, there, facts)),
    ];
    return {
      facts: {
        ...(balancer.value === undefined ? {} : { loadBalancers: balancer.value }),
        ...(certificates.value === undefined ? {} : { certificates: certificates.value }),
        ...(etcd.value === undefined ? {} : { etcd: etcd.value }),
      },
      notes: [balancer, certificates, etcd].flatMap(({ note }) =>
        note === undefined ? [] : [`kind cluster ${cluster}: ${note}`],
      ),
    };
  } catch (error) {
    return {
      facts: {},
      notes: [`kind cluster ${cluster}: its containers are not looked at: ${messageOf(error).split("\n")[0]}`],
    };
  }
}

/**
 * The names of a kind cluster's containers, and those of them that are control planes of this very cluster: none where
 * this engine does not have them. Throws PlatformError.
 */
export async function containersOf(
  containers: ReadContainers,
  cluster: string,
  facts: ClusterFacts,
): Promise<{ readonly names: readonly string[]; readonly controlPlanes: readonly string[] }> {
  const names = (await containers.labelled(`io.x-k8s.kind.cluster=${cluster}`)).map(({ name }) => name);
  const nodes = controlPlaneNodes(facts).map(({ metadata }) => metadata?.name ?? "");
  const there = nodes.filter((node) => names.includes(node));
  const [first] = there;
  const isIt = first !== undefined && (await isThatNode(containers, first, facts));
  return { names, controlPlanes: isIt ? there : [] };
}

async function attempt<Value>(what: string, read: () => Promise<Value>): Promise<{ value?: Value; note?: string }> {
  try {
    return { value: await read() };
  } catch (error) {
    return { note: `${what} could not be read: ${messageOf(error).split("\n")[0]}` };
  }
}

/** Another engine may have a container of the same name: the machine's id tells them apart. */
async function isThatNode(containers: ReadContainers, name: string, { nodes }: ClusterFacts): Promise<boolean> {
  const id = (await containers.file(name, "/etc/machine-id")).trim();
  const node = nodes.find(({ metadata }) => metadata?.name === name);
  return id !== "" && node?.status?.nodeInfo?.machineID === id;
}

/** Those that share a virtual address where there are any, since kind's own is only the way in to them there. */
async function readAnyBalancers(
  containers: ReadContainers,
  cluster: string,
  names: readonly string[],
  formats: readonly BalancerFormat[],
): Promise<ApiBalancer[]> {
  const own = (await containers.labelled(`${roleLabel}=balancer`)).filter(
    ({ labels }) => labels[networkLabel] === cluster,
  );
  if (own.length === 0) return readBalancer(containers, names, formats);
  const read = own.map(async ({ name }) =>
    readBalancers(await containers.file(name, haproxyFile), `${name}:${haproxyFile}`, formats),
  );
  return (await Promise.all(read)).flat();
}

async function readBalancer(
  containers: ReadContainers,
  names: readonly string[],
  formats: readonly BalancerFormat[],
): Promise<ApiBalancer[]> {
  const name = names.find((one) => one.endsWith("-external-load-balancer"));
  // With one control plane kind makes none.
  if (name === undefined) return [];
  const problems: string[] = [];
  for (const file of balancerFiles) {
    const text = await containers.file(name, file).catch((error: unknown) => void problems.push(messageOf(error)));
    if (text !== undefined) return readBalancers(text, `${name}:${file}`, formats);
  }
  throw new Error(problems[0]);
}
