import type { JournalEvent } from "../../../model/event.ts";
import type { Timeline } from "../../../model/timeline.ts";
import { listing } from "../../statistics/format.ts";

/** Nodes that the run's events tell of and its cluster does not have, in words; none of a run without a cluster. */
export function unknownNodes({ cluster, events }: Pick<Timeline, "cluster" | "events">): string[] {
  if (cluster === undefined) return [];
  const known = new Set(cluster.nodes.flatMap(({ name, short }) => [name, short]));
  const unknown = new Set(events.flatMap(nodesIn).filter((name) => name !== "" && !known.has(name)));
  return unknown.size === 0 ? [] : [`the cluster has no ${listing([...unknown])}, of which other events tell`];
}

/** The names of nodes that an event tells of, with or without the cluster's; a pod may be on none. */
function nodesIn(event: JournalEvent): readonly string[] {
  switch (event.type) {
    case "expected":
      return [...event.expected.nodes, ...event.expected.etcdMembers];
    case "lanes":
      return event.backends;
    case "etcd":
      return event.members.map(({ node }) => node);
    case "pods":
      return event.pods.map(({ node }) => node);
    case "containers":
      return event.nodes.map(({ node }) => node);
    case "workload":
      return event.replicas.map(({ node }) => node);
    case "store":
      return [event.node];
    case "fault-intent":
    case "procedure":
      return event.nodes;
    default:
      return [];
  }
}
