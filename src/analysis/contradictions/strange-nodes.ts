import { controlPlanes, etcdNodes, type Node } from "../../model/cluster.ts";
import { isStorePod } from "../../model/workload.ts";
import type { Facts } from "../facts/facts.ts";
import { listing } from "../statistics/format.ts";
import type { Contradiction } from "./contradiction.ts";

/** Who is named as a node, by what names it: types of events, and the operation that observes nodes. */
type Named = readonly (readonly [by: string, names: readonly string[]])[];

/** Nodes that other events name, and that the cluster does not have as it was found: one of the two leaves nodes out. */
export function strangeNodes(facts: Facts): Contradiction[] {
  const { cluster } = facts;
  if (cluster === undefined) return [];
  const known = new Set(cluster.nodes.flatMap(({ name, short }) => [name, short]));
  const others = namedIn(facts).flatMap(([by, names]) => {
    const strange = [...new Set(names)].filter((name) => !known.has(name));
    if (strange.length === 0) return [];
    return [{ what: `${by} names ${listing(strange)}, which the cluster does not have`, touches: ["cluster", by] }];
  });
  const shorts = new Set(cluster.nodes.map(({ short }) => short));
  if (shorts.size === cluster.nodes.length) return others;
  return [...others, { what: "the cluster has two nodes of one name", touches: ["cluster"] }];
}

/** Where others are told to be the cluster's etcd members, or its API servers, than it has nodes for them. */
export function otherRoles(facts: Facts): Contradiction[] {
  const { cluster, backends } = facts;
  if (cluster === undefined) return [];
  const members = facts.eventsOf("expected").at(-1)?.expected.etcdMembers;
  const lanes = facts.eventsOf("lanes").length > 0;
  return [
    ...(members === undefined ? [] : difference("etcd member", members, etcdNodes(cluster), "expected")),
    ...(lanes ? difference("API server", backends, controlPlanes(cluster), "lanes") : []),
  ];
}

function difference(role: string, expected: readonly string[], nodes: readonly Node[], by: string): Contradiction[] {
  const there = nodes.map(({ short }) => short);
  const others = [...expected, ...there].filter((name) => expected.includes(name) !== there.includes(name));
  if (others.length === 0) return [];
  return [{ what: `whether ${listing(others)} is an ${role} is told in two ways`, touches: ["cluster", by] }];
}

function namedIn(facts: Facts): Named {
  const of = facts.eventsOf;
  return [
    ["etcd", of("etcd").flatMap(({ members }) => members.map(({ node }) => node))],
    ["expected", of("expected").flatMap(({ expected }) => [...expected.nodes, ...expected.etcdMembers])],
    ["lanes", of("lanes").flatMap(({ backends }) => backends)],
    ["workload", of("workload").flatMap(({ replicas }) => replicas.map(({ node }) => node))],
    ["pods", of("pods").flatMap(({ pods }) => pods.flatMap(({ node }) => (node === "" ? [] : [node])))],
    ["store", of("store").map(({ node }) => node)],
    ["containers", of("containers").flatMap(({ nodes }) => nodes.map(({ node }) => node))],
    ["fault-intent", of("fault-intent").flatMap(({ nodes }) => nodes)],
    ["virtual-address", of("virtual-address").map(({ node }) => node)],
    ["arp-answers", of("arp-answers").flatMap(({ node, lost }) => [node, lost])],
    ["written-objects", of("written-objects").flatMap(({ apiServer }) => (isStorePod(apiServer) ? [] : [apiServer]))],
    ["watch-nodes", facts.nodes().sightings.map(({ state }) => state.name)],
  ];
}
