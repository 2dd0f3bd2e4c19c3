import { z } from "zod";
import { counted, listing } from "../analysis/statistics/format.ts";
import { inconclusive } from "../analysis/timeline/selection.ts";
import type { GuaranteeDefinition, GuaranteeSpec } from "../model/guarantee.ts";
import type { Timeline, WatchTrack } from "../model/timeline.ts";
import { chosenEnds } from "../model/watch.ts";

const params = z.strictObject({});
type Params = z.infer<typeof params>;

/** What another stream told at the very end may not have come yet, milliseconds. */
const lastMomentsMs = 2_000;

/**
 * Promises that the streams which observe nodes, pods and EndpointSlices lost no event, whatever happened to the API servers behind them: what any of
 * them told, each told, or it was in a list that it read again.
 */
export function observersComplete(): GuaranteeSpec {
  return { guarantee: "observers-complete", params: {} };
}

const definition: GuaranteeDefinition<Params> = {
  name: "observers-complete",
  params: params as z.ZodType<Params>,
  about: "safety",
  judges: "watches",
  describe: () => "every event that one stream of nodes, pods or EndpointSlices told, each other one told too",
  judge(_, timeline) {
    const tracks = timeline.watches.filter(({ lane }) => lane.operation.startsWith("watch-"));
    const groups = [...Map.groupBy(tracks, ({ lane }) => lane.operation).values()].filter(({ length }) => length > 1);
    if (groups.length === 0) return inconclusive("no two streams observed the same");
    const fates = groups.flatMap((group) => fatesOf(group, timeline));
    const of = (fate: Fate) => fates.filter((one) => one.fate === fate);
    const tell = (some: readonly Told[]) =>
      listing(some.map(({ lane, revision }) => `revision ${revision} at ${lane}`));
    const lost = of("lost");
    if (lost.length > 0) {
      const marks = lost
        .slice(0, 5)
        .map(({ at, lane, revision }) => ({ from: at, text: `${revision} not told by ${lane}` }));
      return { outcome: "fail", summary: `lost: ${tell(lost)}`, marks };
    }
    if (of("pending").length > 0) return inconclusive(`not told by the end: ${tell(of("pending"))}`);
    if (fates.length === 0) return inconclusive("no event was told");
    const breaks = tracks.flatMap(({ arrivals }) =>
      arrivals.filter(({ kind, reason = "" }) => kind === "closed" && !chosenEnds.includes(reason)),
    ).length;
    const relisted = of("relisted").length;
    const again = relisted === 0 ? "" : `, ${relisted} of them in a list that was read again`;
    return {
      outcome: "pass",
      summary: `${counted(fates.length, "event")} on ${counted(tracks.length, "stream")}, none missing${again}; streams were lost or could not be opened ${counted(breaks, "time")}`,
      marks: [],
    };
  },
};
export default definition;

type Fate = "told" | "relisted" | "lost" | "pending";

/** What became on one stream of an event that any stream of the same kind told. */
interface Told {
  readonly lane: string;
  readonly revision: number;
  readonly at: number;
  readonly fate: Fate;
}

function fatesOf(group: readonly WatchTrack[], { endedAt }: Timeline): Told[] {
  const first = new Map<number, number>();
  for (const { arrivals } of group)
    for (const { kind, revision, at } of arrivals)
      if (kind === "event" && revision !== undefined) first.set(revision, Math.min(at, first.get(revision) ?? at));
  return group.flatMap(({ lane, arrivals }) => {
    const told = new Set(arrivals.flatMap(({ kind, revision }) => (kind === "event" ? (revision ?? []) : [])));
    const lists = arrivals.flatMap(({ kind, revision }) => (kind === "listed" ? (revision ?? []) : []));
    const [begin = Number.POSITIVE_INFINITY, ...again] = lists;
    const furthest = arrivals.reduce((most, { revision = 0 }) => Math.max(most, revision), 0);
    return [...first]
      .filter(([revision]) => revision > begin)
      .flatMap(([revision, at]): Told[] => {
        const fate = fateOf(revision, told, again, furthest);
        return fate === "pending" && at > endedAt - lastMomentsMs ? [] : [{ lane: lane.id, revision, at, fate }];
      });
  });
}

function fateOf(revision: number, told: ReadonlySet<number>, lists: readonly number[], furthest: number): Fate {
  if (told.has(revision)) return "told";
  if (lists.some((list) => list >= revision)) return "relisted";
  return furthest > revision ? "lost" : "pending";
}
