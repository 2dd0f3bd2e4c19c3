import type { Cluster } from "../../../src/model/cluster.ts";

/** Gives a text with other names in it. */
export type Rename = (text: string) => string;

/** What looks like a node's name and is a word of Kubernetes or of the harness. */
const words: readonly string[] = ["role", "type", "description", "detail", "fault", "topology"];

/** Calls the nodes of a cluster otherwise, in another order of the alphabet; the load balancer keeps its name. */
export function renaming(cluster: Cluster | undefined, from: number): Rename {
  const nodes = (cluster?.nodes ?? []).filter(({ role }) => role !== "load-balancer");
  const names = new Map(
    nodes.flatMap(({ name, short }, index) => {
      const other = `host-${String.fromCharCode("a".charCodeAt(0) + ((from + 5 * (nodes.length - index)) % 26))}${index}`;
      return [
        [name, name.replace(short, other)],
        [short, other],
      ] as const;
    }),
  );
  if (names.size === 0) return (text) => text;
  const longestFirst = [...names.keys()].toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![A-Za-z0-9]|kubernetes\\.io/)(${longestFirst.join("|")})(?![A-Za-z0-9-])`, "g");
  return (text) => text.replaceAll(pattern, (name) => names.get(name) ?? name);
}

/** A value with every text in it renamed. */
export function renamed<Value>(value: Value, rename: Rename): Value {
  if (typeof value === "string") return rename(value) as Value;
  if (Array.isArray(value)) return value.map((one) => renamed(one, rename)) as Value;
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, one]) => [key, words.includes(key) ? one : renamed(one, rename)]);
  return Object.fromEntries(entries) as Value;
}
