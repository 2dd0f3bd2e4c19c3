import type { Facts } from "../../analysis/facts/facts.ts";
import { listing } from "../../analysis/statistics/format.ts";
import { workers } from "../../model/cluster.ts";
import type { EventOf } from "../../model/event.ts";
import { lostAtBegin, ownNamespace } from "./pods-at-begin.ts";

type Reading = EventOf<"containers">;

/** What nobody read: the begin, the end of each fault that was held, and nodes that no fault hit. */
export function missingReadings(readings: readonly Reading[], { cluster, faults }: Facts): string[] {
  if (cluster === undefined) return ["the journal does not say which workers there were"];
  const held = faults.filter(({ sustained, healingAt, activeAt }) => sustained && healingAt && activeAt);
  const wanted = ["begin", ...held.map(({ id }) => id), "end"];
  const unread = wanted.filter((name) => !readings.some(({ when }) => when === name));
  const silent = readings.flatMap(({ when, nodes }) => {
    const hit = faults.find(({ id }) => id === when)?.nodes ?? [];
    const told = new Set(nodes.flatMap(({ node, pods }) => (pods === undefined ? [] : [node])));
    return workers(cluster).flatMap(({ short }) =>
      told.has(short) || hit.includes(short) ? [] : [`${short} (${when})`],
    );
  });
  return [
    ...(unread.length === 0 ? [] : [`the containers of the nodes were not read: ${listing(unread)}`]),
    ...(silent.length === 0 ? [] : [`nodes did not tell their containers: ${listing(silent)}`]),
  ];
}

/**
 * Pods that must have run when the runtimes were read and that none of them tells, in words: at the begin all that the
 * API had Ready just before; while a fault was held those that it had Ready both before and after it, but on nodes that
 * the fault hit.
 */
export function silentPods(readings: readonly Reading[], facts: Facts): string[] {
  const lists = facts.eventsOf("pods");
  const begin = lists.find(({ when }) => when === "begin");
  if (begin === undefined) return ["the pods were not read at the begin"];
  const lost = lostAtBegin(begin, facts);
  if (lost.length > 0) return lost;
  const namespace = ownNamespace(facts);
  if (namespace === undefined) return ["nothing says which pods are the run's own"];
  const own = begin.pods.filter((pod) => pod.namespace === namespace && pod.ready && !pod.deleting);
  const after = new Set(readyIn(lists.findLast(({ when }) => when === "end")));
  return readings.flatMap(({ when, nodes }) => {
    if (when === "end") return [];
    const hit = facts.faults.find(({ id }) => id === when)?.nodes ?? [];
    const wanted = when === "begin" ? own : own.filter(({ uid, node }) => after.has(uid) && !hit.includes(node));
    const running = new Set(nodes.flatMap(({ pods = [] }) => pods.map(({ uid }) => uid)));
    const absent = wanted.filter(({ uid }) => !running.has(uid)).map(({ name }) => name);
    return absent.length === 0 ? [] : [`no runtime told of ${listing(absent)}, which ran (${when})`];
  });
}

function readyIn(list: EventOf<"pods"> | undefined): string[] {
  return (list?.pods ?? []).filter(({ ready, deleting }) => ready && !deleting).map(({ uid }) => uid);
}

/** What the API calls Ready on a worker at the end and no container runtime tells: then the runtimes told too little. */
export function untoldPods({ nodes }: Reading, facts: Facts): string[] {
  const listed = facts.eventsOf("pods").findLast(({ when }) => when === "end");
  if (listed === undefined) return ["the pods were not read at the end"];
  const running = new Set(nodes.flatMap(({ pods = [] }) => pods.map(({ uid }) => uid)));
  const namespace = ownNamespace(facts);
  const absent = listed.pods.filter(
    (pod) => pod.namespace === namespace && pod.ready && !pod.deleting && !running.has(pod.uid),
  );
  return absent.length === 0
    ? []
    : [`no runtime told of ${listing(absent.map(({ name }) => name))}, which the API has Ready`];
}
