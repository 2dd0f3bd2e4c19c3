import type { Facts } from "../../analysis/facts/facts.ts";
import { listing } from "../../analysis/statistics/format.ts";
import type { EventOf, Pod } from "../../model/event.ts";
import type { ExpectedSet } from "../../model/expected.ts";

type List = EventOf<"pods">;

/** Who makes the pods of a set: a Deployment has a ReplicaSet for that. */
const owners: Readonly<Record<ExpectedSet["kind"], string>> = {
  Deployment: "ReplicaSet",
  DaemonSet: "DaemonSet",
  StatefulSet: "StatefulSet",
};

/**
 * What was there when the pods were listed at the begin and is not in that list, in words: what the run expected from
 * then on, the workload and the store, what the runtimes told just after, and pods that were there at the end though
 * nothing had gone whose place they could have taken. Empty where the list is whole, as far as others know.
 */
export function lostAtBegin(begin: List, facts: Facts): string[] {
  const lost = [...expectedBut(begin, facts), ...ownBut(begin, facts), ...surplus(begin, facts)];
  return lost.length === 0 ? [] : [`the pods at the begin are not told as a whole: not ${listing([...new Set(lost)])}`];
}

function expectedBut({ pods, at }: List, facts: Facts): string[] {
  const expected = facts.eventsOf("expected").findLast((event) => event.at <= at)?.expected;
  if (expected === undefined) return [];
  const names = new Set(pods.filter(({ namespace }) => namespace === "kube-system").map(({ name }) => name));
  const short = expected.sets.filter((set) => pods.filter((pod) => isOf(set, pod)).length < set.replicas);
  return [
    ...expected.staticPods.filter((name) => !names.has(name)),
    ...short.map(({ kind, name, replicas }) => `${replicas} of ${kind} ${name}`),
  ];
}

function isOf({ namespace, kind, name }: ExpectedSet, pod: Pod): boolean {
  return pod.namespace === namespace && pod.owner === owners[kind] && pod.name.startsWith(`${name}-`);
}

/** Pods of the run's own namespace by their names, of which other events tell. */
function ownBut({ pods }: List, facts: Facts): string[] {
  const own = ownNamespace(facts);
  const names = new Set(pods.filter(({ namespace }) => namespace === own).map(({ name }) => name));
  const reading = facts.eventsOf("containers").find(({ when }) => when === "begin");
  const told = [
    ...(facts.workload()?.replicas ?? []).map(({ pod }) => pod),
    ...facts.eventsOf("store").map(({ pod }) => pod),
    ...(reading?.nodes ?? []).flatMap((node) => (node.pods ?? []).map(({ name }) => name)),
  ];
  return told.filter((name) => !names.has(name));
}

/** The run's own namespace, by its workload or else by its store; undefined where nothing tells of either. */
export function ownNamespace(facts: Facts): string | undefined {
  const stores = facts.eventsOf("store").map(({ pod }) => pod);
  const pods = facts.eventsOf("pods").flatMap((list) => list.pods);
  return (
    facts.workload()?.namespace ?? pods.find(({ name, owner }) => owner !== "" && stores.includes(name))?.namespace
  );
}

/** Of work that asks for more pods, or for others, nobody knows how many that makes. */
function surplus(begin: List, facts: Facts): string[] {
  const end = facts.eventsOf("pods").findLast(({ when }) => when === "end");
  if (end === undefined || facts.eventsOf("procedure").length > 0) return [];
  const before = Map.groupBy(begin.pods.filter(isAlive), kindOf);
  return [...Map.groupBy(end.pods.filter(isAlive), kindOf)].flatMap(([kind, after]) => {
    const more = after.length - (before.get(kind)?.length ?? 0);
    return more > 0 ? [`${more} of ${kind}`] : [];
  });
}

function kindOf({ namespace, owner }: Pod): string {
  return `${namespace} (${owner || "made by nobody"})`;
}

function isAlive({ phase, deleting, owner }: Pod): boolean {
  return owner !== "Job" && phase !== "Succeeded" && phase !== "Failed" && !deleting;
}
