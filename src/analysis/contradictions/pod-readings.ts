import type { EventOf, Pod } from "../../model/event.ts";
import { ofWorkload } from "../../model/workload.ts";
import type { Facts } from "../facts/facts.ts";
import { wantedReplicas } from "../rescheduling/wanted-replicas.ts";
import { counted, listing } from "../statistics/format.ts";
import type { Contradiction } from "./contradiction.ts";
import { heldAtEnd } from "./last-look.ts";

type Reading = EventOf<"pods">;

/** Readings of the cluster's pods that cannot be all of them: others tell of pods that are not in them. */
export function podReadings(facts: Facts): Contradiction[] {
  const readings = facts.eventsOf("pods");
  const empty = readings.filter(({ pods }) => pods.length === 0);
  const begin = readings.find(({ when }) => when === "begin");
  const end = readings.findLast(({ when }) => when === "end");
  const missing =
    end === undefined
      ? []
      : [
          ...missingStatic(end, facts),
          ...missingOfSets(begin, end, facts),
          ...missingOfRun(end, facts),
          ...missingObserved(end, facts),
        ];
  return [
    ...empty.map(({ when }) => `pods (${when}) tells of none, and every cluster has some`),
    ...missingWorkReadings(facts),
    ...(missing.length === 0 ? [] : [`pods (end) does not tell of ${listing([...new Set(missing)])}`]),
  ].map((what) => ({ what, touches: ["pods"] }));
}

/** Static pods that are expected, and held at the last look. */
function missingStatic({ pods }: Reading, facts: Facts): string[] {
  if (!heldAtEnd("kube-system pods", facts)) return [];
  const names = new Set(pods.map(({ name }) => name));
  const expected = facts.eventsOf("expected").at(-1)?.expected.staticPods ?? [];
  return expected.filter((name) => !names.has(name));
}

/** Sets of system pods that had more when the run began, and were whole at the last look. */
function missingOfSets(begin: Reading | undefined, { pods }: Reading, facts: Facts): string[] {
  if (begin === undefined || !heldAtEnd("kube-system pods", facts)) return [];
  const before = countSets(begin.pods);
  const after = countSets(pods);
  return [...before].flatMap(([set, count]) => {
    const fewer = count - (after.get(set) ?? 0);
    return fewer > 0 ? [`${counted(fewer, "pod")} of ${set}`] : [];
  });
}

/** How many pods kube-system has of each set, by the begin of their names: controllers add a hash and five letters. */
function countSets(pods: readonly Pod[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { namespace, name, owner, ready, deleting } of pods) {
    if (namespace !== "kube-system" || !ready || deleting || !["ReplicaSet", "DaemonSet", "Node"].includes(owner))
      continue;
    const parts = name.split("-");
    const set = owner === "Node" ? name : parts.slice(0, owner === "ReplicaSet" ? -2 : -1).join("-");
    counts.set(set, (counts.get(set) ?? 0) + 1);
  }
  return counts;
}

/** Replicas of the workload, and the store, which were whole at the last look. */
function missingOfRun({ at, pods }: Reading, facts: Facts): string[] {
  const workload = facts.workload();
  if (workload === undefined || !heldAtEnd("workload", facts)) return [];
  const ready = pods.filter(({ namespace, ready, deleting }) => namespace === workload.namespace && ready && !deleting);
  const fewer = (wantedReplicas(facts, { from: at, to: at }).at(-1) ?? 0) - ready.filter(ofWorkload(workload)).length;
  const stores = new Set(facts.eventsOf("store").map(({ pod }) => pod));
  return [
    ...(fewer > 0 ? [counted(fewer, "replica")] : []),
    ...[...stores].filter((store) => !ready.some(({ name }) => name === store)),
  ];
}

/** Pods that streams knew before the reading and after it, the same ones. */
function missingObserved({ at, pods }: Reading, facts: Facts): string[] {
  const told = new Set(pods.map(({ uid }) => uid));
  const { moments, unknown } = facts.pods();
  const before = moments.findLast(({ when }) => when[1] <= at);
  const last = moments.at(-1);
  if (before === undefined || last === undefined || unknown.some(({ from, to }) => from <= at && to >= at)) return [];
  return [...before.objects.values()].flatMap(({ name, uid }) =>
    uid !== undefined && last.objects.get(name)?.uid === uid && !told.has(uid) ? [name] : [],
  );
}

/** Work that makes pods anew, before which nobody read who was there. */
function missingWorkReadings(facts: Facts): string[] {
  const readings = facts.eventsOf("pods").filter(({ when }) => when === "work");
  return facts.eventsOf("procedure").flatMap(({ id, at, replaces }) => {
    const isRead = replaces === undefined || readings.some((reading) => reading.at <= at);
    return isRead ? [] : [`nobody read the pods before "${id}"`];
  });
}
