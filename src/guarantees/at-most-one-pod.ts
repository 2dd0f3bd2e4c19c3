import { z } from "zod";
import type { Facts } from "../analysis/facts/facts.ts";
import { counted, listing } from "../analysis/statistics/format.ts";
import { shortName } from "../analysis/timeline/timeline.ts";
import type { EventOf } from "../model/event.ts";
import { inconclusive } from "../model/guarantee.ts";
import type { Stories, Story } from "../stories/story.ts";
import { listedPod, replica, workerHit } from "../stories/workload-run.ts";
import { missingReadings, silentPods, untoldPods } from "./kit/container-readings.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";

type Reading = EventOf<"containers">;

const definition = defineGuarantee({
  name: "at-most-one-pod",
  summary: "No pod runs on two nodes at once, and none on a node that it was taken from.",
  about: "safety",
  covers:
    "It covers the pods of the run's own namespace at each reading of the nodes' container runtimes, at the run's begin, before each healing and at its end.",
  leavesOut:
    "It leaves out what comes and goes between two readings, because nobody looked; a node that is hit and cannot be asked meanwhile, because its runtime does not answer.",
  params: z.strictObject({}),
  describe: () =>
    "no pod runs on two nodes at once, and none on where it was taken from, as the container runtimes tell",
  plainly: () => ({ held: "no pod ran on two nodes at once", broken: "a pod ran on two nodes at once" }),
  judge(_, facts) {
    const readings = facts.eventsOf("containers");
    const end = readings.findLast(({ when }) => when === "end");
    if (end === undefined) return inconclusive("the containers of the nodes were not read at the end");
    const twice = readings.flatMap((reading) => runningTwice(reading).map((text) => ({ from: reading.at, text })));
    const left = leftOver(end, facts);
    const stale = left.filter(({ known }) => known).map(({ text }) => ({ from: end.at, text }));
    const marks = [...twice, ...stale];
    if (marks.length > 0) return { outcome: "fail", summary: listing(marks.map(({ text }) => text)), marks };
    const gaps = [...missingReadings(readings, facts), ...silentPods(readings, facts), ...untoldPods(end, facts)];
    if (gaps.length > 0) return inconclusive(listing(gaps));
    if (left.length > 0)
      return inconclusive(`${listing(left.map(({ text }) => text))}: perhaps made after the API was asked`);
    const running = end.nodes.flatMap(({ pods }) => pods ?? []).length;
    if (running === 0) return inconclusive("no container ran at the end");
    const partly = readings.filter(({ nodes }) => nodes.some(({ pods }) => pods === undefined)).length;
    const told = partly === 0 ? "" : `; in ${partly} of them a node that was hit could not be asked`;
    return {
      outcome: "pass",
      summary: `${counted(readings.length, "reading")} of all workers, ${counted(running, "container")} at the end${told}`,
      marks: [],
    };
  },
  stories,
});
export default definition;

/**
 * Promises that no pod of a name runs on two nodes at once, which for a StatefulSet would be two of one identity, and
 * that a node which was lost runs nothing at the end that was taken from it. Judged by what the container runtimes of
 * the nodes say, not by the API.
 */
export const atMostOnePod = definition.spec;

function runningTwice({ when, nodes }: Reading): string[] {
  const places = new Map<string, string[]>();
  for (const { node, pods = [] } of nodes)
    for (const name of new Set(pods.map((pod) => pod.name))) places.set(name, [...(places.get(name) ?? []), node]);
  return [...places].flatMap(([name, on]) =>
    on.length > 1 ? [`${name} ran on ${on.join(" and ")} at once (${when})`] : [],
  );
}

/**
 * What runs on a node at the end and is no pod of the API's, or one of another node; `known` where it is older than the
 * API's last word: what nobody knew before may have been made since.
 */
function leftOver({ nodes }: Reading, facts: Facts): { readonly known: boolean; readonly text: string }[] {
  const listed = facts.eventsOf("pods").findLast(({ when }) => when === "end")?.pods;
  // Without the API's last word nobody knows what it knows.
  if (listed === undefined) return [];
  const older = olderPods(facts);
  return nodes.flatMap(({ node, pods = [] }) =>
    pods.flatMap(({ name, uid }) => {
      const pod = listed.find((one) => one.uid === uid);
      if (pod !== undefined && shortName(facts.cluster, pod.node) === node) return [];
      const whose = pod === undefined ? "the API knows no such pod" : `belongs to ${pod.node}`;
      return [
        { known: pod !== undefined || older.has(uid), text: `${name} still ran on ${node} at the end, and ${whose}` },
      ];
    }),
  );
}

/** The identities of all pods that were told of before the API was asked for the last time. */
function olderPods(facts: Facts): Set<string> {
  const lists = facts.eventsOf("pods").map(({ pods }) => pods);
  const asked = facts.eventsOf("pods").findLast(({ when }) => when === "end")?.at ?? 0;
  const containers = facts.eventsOf("containers").filter(({ at }) => at < asked);
  const streamed = facts.pods().sightings.filter(({ when }) => when[1] < asked);
  return new Set([
    ...lists.flat().map(({ uid }) => uid),
    ...containers.flatMap(({ nodes }) => nodes.flatMap(({ pods = [] }) => pods.map(({ uid }) => uid))),
    ...streamed.flatMap(({ state }) => state.uid ?? []),
  ]);
}

function stories(): Stories {
  const running = (node: string, ...names: string[]) => ({
    node,
    pods: names.map((name) => ({ name, uid: `uid-${name}` })),
  });
  const hit = running("worker", "store-0", replica("a"));
  const [two, three] = [running("worker2", replica("b")), running("worker3", replica("c"))];
  const whole = [hit, two, three];
  const listed = whole.flatMap(({ node, pods }) => pods.map(({ name }) => listedPod(name, node)));
  const contained = (held: Reading["nodes"], end: Reading["nodes"] = whole): Story =>
    workerHit({
      guarantees: [atMostOnePod()],
      events: [
        { type: "pods", at: 9, when: "begin", pods: listed },
        { type: "containers", at: 10, when: "begin", nodes: whole },
        { type: "containers", at: 8_799, when: "held", nodes: held },
        { type: "pods", at: 14_010, when: "end", pods: listed },
        { type: "containers", at: 14_020, when: "end", nodes: end },
      ],
    });
  return {
    pass: contained([{ node: "worker" }, two, three]),
    fail: contained([hit, running("worker2", "store-0"), three]),
    inconclusive: contained(whole, [hit, { node: "worker2" }, three]),
  };
}
