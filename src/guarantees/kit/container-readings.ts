import type { Facts } from "../../analysis/facts/facts.ts";
import { listing } from "../../analysis/statistics/format.ts";
import { workers } from "../../model/cluster.ts";
import type { EventOf } from "../../model/event.ts";

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

/** What the API calls Ready on a worker at the end and no container runtime tells: then the runtimes told too little. */
export function untoldPods({ nodes }: Reading, facts: Facts): string[] {
  const listed = facts.eventsOf("pods").findLast(({ when }) => when === "end");
  if (listed === undefined) return ["the pods were not read at the end"];
  const running = new Set(nodes.flatMap(({ pods = [] }) => pods.map(({ uid }) => uid)));
  const namespace = facts.workload()?.namespace;
  const absent = listed.pods.filter(
    (pod) => pod.namespace === namespace && pod.ready && !pod.deleting && !running.has(pod.uid),
  );
  return absent.length === 0
    ? []
    : [`no runtime told of ${listing(absent.map(({ name }) => name))}, which the API has Ready`];
}
