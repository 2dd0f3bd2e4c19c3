import { z } from "zod";

const containerSchema = z.strictObject({ id: z.string(), state: z.string(), at: z.string() });
const nodeSchema = z.strictObject({
  ready: z.boolean(),
  cordoned: z.boolean(),
  taints: z.array(z.string()),
  /** Version of its kubelet, as that tells it: "v1.37.0". */
  kubelet: z.string(),
});

/** What faults can change of a cluster and must put back, by the names of its containers, nodes and namespaces. */
export const clusterStateSchema = z.strictObject({
  /** The engine's id, "running", "paused" or "stopped", and the addresses on the cluster's network in words. */
  containers: z.record(z.string(), containerSchema),
  nodes: z.record(z.string(), nodeSchema),
  namespaces: z.array(z.string()),
  /** Of each node the static pods' manifests, each with its SHA-256. */
  manifests: z.record(z.string(), z.array(z.string())),
  /** Of each node the mangle table's rules but for Kubernetes' own, and the queues of its network card. */
  rules: z.record(z.string(), z.array(z.string())),
});
export type ClusterState = z.infer<typeof clusterStateSchema>;

/** What is not as it was, one line each, in words; nothing where all is. */
export function differences(before: ClusterState, after: ClusterState): string[] {
  return [
    ...byName(before.containers, after.containers, "container", (name, was, is) => [
      ...changed(`${name}: its container`, was.id.slice(0, 12), is.id.slice(0, 12)),
      ...changed(`${name}: its container`, was.state, is.state),
      ...changed(`${name}: its address`, was.at, is.at),
    ]),
    ...byName(before.nodes, after.nodes, "node", (name, was, is) => [
      ...changed(`${name}: the node`, readyWords(was), readyWords(is)),
      ...changed(`${name}: the node`, cordonWords(was), cordonWords(is)),
      ...changed(`${name}: its kubelet`, was.kubelet, is.kubelet),
      ...listed(`${name}: taint`, was.taints, is.taints),
    ]),
    ...listed("namespace", before.namespaces, after.namespaces),
    ...byName(before.manifests, after.manifests, "manifests of", (name, was, is) => manifestDifferences(name, was, is)),
    ...byName(before.rules, after.rules, "rules of", (name, was, is) => listed(`${name}: rule`, was, is)),
  ];
}

function byName<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  what: string,
  compare: (name: string, was: T, is: T) => string[],
): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return names.flatMap((name) => {
    const [was, is] = [before[name], after[name]];
    if (was === undefined) return [`${what} ${name} was not there`];
    return is === undefined ? [`${what} ${name} is gone`] : compare(name, was, is);
  });
}

/** A manifest that has other content is named once, and not as one that is gone and one that is new. */
function manifestDifferences(node: string, was: readonly string[], is: readonly string[]): string[] {
  const contents = (lines: readonly string[]) => Object.fromEntries(lines.map((line) => line.split(" ", 2)));
  return byName(contents(was), contents(is), `${node}: manifest`, (file, old, now) =>
    old === now ? [] : [`${node}: manifest ${file} has other content`],
  );
}

function changed(what: string, was: string, is: string): string[] {
  return was === is ? [] : [`${what} is ${is} and was ${was}`];
}

/** Lines are counted, since a table may have one twice. */
function listed(what: string, was: readonly string[], is: readonly string[]): string[] {
  const count = (lines: readonly string[], line: string) => lines.filter((one) => one === line).length;
  return [...new Set([...was, ...is])].flatMap((line) => {
    const more = count(is, line) - count(was, line);
    return more === 0 ? [] : [`${what} ${line} ${more > 0 ? "was not there" : "is gone"}`];
  });
}

function readyWords({ ready }: { readonly ready: boolean }): string {
  return ready ? "Ready" : "not Ready";
}

function cordonWords({ cordoned }: { readonly cordoned: boolean }): string {
  return cordoned ? "cordoned" : "not cordoned";
}
