import { z } from "zod";
import { counted, listing } from "../analysis/statistics/format.ts";
import { inconclusive } from "../analysis/timeline/selection.ts";
import { eventsOf, shortName } from "../analysis/timeline/timeline.ts";
import type { EventOf } from "../model/event.ts";
import type { GuaranteeDefinition, GuaranteeSpec } from "../model/guarantee.ts";
import type { Timeline } from "../model/timeline.ts";

const params = z.strictObject({});
type Params = z.infer<typeof params>;
type Reading = EventOf<"containers">;

/**
 * Promises that no pod of a name runs on two nodes at once, which for a StatefulSet would be two of one identity, and that a node which was lost runs nothing at the
 * end that was taken from it. Judged by what the container runtimes of the nodes say, not by the API.
 */
export function atMostOnePod(): GuaranteeSpec {
  return { guarantee: "at-most-one-pod", params: {} };
}

const definition: GuaranteeDefinition<Params> = {
  name: "at-most-one-pod",
  params: params as z.ZodType<Params>,
  about: "safety",
  describe: () =>
    "no pod runs on two nodes at once, and none on where it was taken from, as the container runtimes tell",
  judge(_, timeline) {
    const readings = eventsOf(timeline.events, "containers");
    const end = readings.findLast(({ when }) => when === "end");
    if (end === undefined) return inconclusive("the containers of the nodes were not read at the end");
    const twice = readings.flatMap((reading) => runningTwice(reading).map((what) => ({ at: reading.at, what })));
    const stale = leftOver(end, timeline);
    const bad = [...twice.map(({ what }) => what), ...stale];
    if (bad.length > 0) {
      const marks = [
        ...twice.map(({ at, what }) => ({ from: at, text: what })),
        ...stale.map((text) => ({ from: end.at, text })),
      ];
      return { outcome: "fail", summary: listing(bad), marks };
    }
    const silent = end.nodes.filter(({ pods }) => pods === undefined).map(({ node }) => node);
    if (silent.length > 0) return inconclusive(`${listing(silent)} did not tell its containers at the end`);
    const running = end.nodes.flatMap(({ pods }) => pods ?? []).length;
    if (running === 0) return inconclusive("no container ran at the end");
    const partly = readings.filter(({ nodes }) => nodes.some(({ pods }) => pods === undefined)).length;
    const told = partly === 0 ? "" : `; in ${partly} of them a node could not be asked`;
    return {
      outcome: "pass",
      summary: `${counted(readings.length, "reading")} of all workers, ${counted(running, "container")} at the end${told}`,
      marks: [],
    };
  },
};
export default definition;

function runningTwice({ when, nodes }: Reading): string[] {
  const places = new Map<string, string[]>();
  for (const { node, pods = [] } of nodes)
    for (const name of new Set(pods.map((pod) => pod.name))) places.set(name, [...(places.get(name) ?? []), node]);
  return [...places].flatMap(([name, on]) =>
    on.length > 1 ? [`${name} ran on ${on.join(" and ")} at once (${when})`] : [],
  );
}

/** What runs on a node at the end and is no pod of the API's, or one of another node. */
function leftOver({ nodes }: Reading, timeline: Timeline): string[] {
  const known = eventsOf(timeline.events, "pods").findLast(({ when }) => when === "end")?.pods;
  if (known === undefined) return [];
  return nodes.flatMap(({ node, pods = [] }) =>
    pods.flatMap(({ name, uid }) => {
      const pod = known.find((one) => one.uid === uid);
      if (pod !== undefined && shortName(timeline.cluster, pod.node) === node) return [];
      return [
        `${name} still ran on ${node} at the end, and ${pod === undefined ? "the API knows no such pod" : `belongs to ${pod.node}`}`,
      ];
    }),
  );
}
