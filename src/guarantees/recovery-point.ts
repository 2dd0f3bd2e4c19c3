import { z } from "zod";
import { apiServersOf, auditProblem, auditsOf } from "../analysis/etcd/written-objects.ts";
import { judgeBounds } from "../analysis/limits/limits.ts";
import { durationParam } from "../analysis/limits/parameters.ts";
import { counted, listing } from "../analysis/statistics/format.ts";
import { inconclusive } from "../analysis/timeline/selection.ts";
import { findStretch } from "../analysis/timeline/stretches.ts";
import { eventsOf } from "../analysis/timeline/timeline.ts";
import { formatMs, toMs } from "../model/duration.ts";
import type { GuaranteeDefinition, GuaranteeSpec, Judgement } from "../model/guarantee.ts";
import type { Sample } from "../model/sample.ts";
import type { Timeline } from "../model/timeline.ts";

/** Fewer acknowledged writes before the snapshot show nothing. */
const fewestWrites = 50;

const params = z.strictObject({
  /** The step that took the snapshot, by its name. */
  snapshot: z.string(),
  /** The fault that took the data away and put the snapshot back. */
  during: z.string(),
  /** Over how long a time acknowledged writes may be lost; without it, over any. */
  limit: durationParam.optional(),
});
type Params = z.infer<typeof params>;

/**
 * Promises what a restored snapshot must give back: everything that was acknowledged before the snapshot began, and everything acknowledged since the restore.
 * What was acknowledged in between may be lost, and is named with its time.
 */
export function recoveryPoint(wanted: z.input<typeof params>): GuaranteeSpec {
  return { guarantee: "recovery-point", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "recovery-point",
  params: params as z.ZodType<Params>,
  about: "safety",
  describe: ({ snapshot, during, limit }) =>
    `everything acknowledged before the snapshot "${snapshot}" or after the restore of ${during} is there` +
    (limit === undefined ? "" : `, and at most ${limit} of writes are lost between`),
  judge(wanted, timeline) {
    const fault = findStretch(timeline, wanted.during)?.fault;
    if (fault?.injectingAt === undefined) return inconclusive(`the fault "${wanted.during}" was not injected`);
    if (fault.healedAt === undefined || fault.healed?.proven !== true)
      return inconclusive(`nothing shows that the snapshot was restored in ${fault.id}`);
    const snapshot = findSnapshot(timeline, wanted.snapshot);
    if (snapshot === undefined) return inconclusive(`no snapshot was taken in "${wanted.snapshot}"`);
    if (snapshot.doneAt > fault.injectingAt)
      return inconclusive(`the snapshot of "${wanted.snapshot}" was not whole before ${fault.id}`);
    const audits = auditsOf(timeline);
    const problem = auditProblem(audits, timeline, apiServersOf(timeline));
    const everywhere = (write: Sample) => [...audits.values()].every((tokens) => tokens.has(write.detail ?? ""));
    const writes = timeline.tracks
      .filter(({ lane }) => lane.operation === "write")
      .flatMap(({ samples }) => samples.filter(({ outcome, detail }) => outcome === "ok" && detail !== undefined));
    const healedAt = fault.healedAt;
    const parts = {
      before: writes.filter((write) => write.ended < snapshot.begunAt),
      after: writes.filter((write) => write.started > healedAt),
      between: writes.filter((write) => write.ended >= snapshot.begunAt && write.started <= healedAt),
    };
    const limitMs = wanted.limit === undefined ? undefined : toMs(wanted.limit);
    const judged = judgeParts(parts, everywhere, snapshot, limitMs);
    if (judged.outcome === "fail") return judged;
    return problem === undefined ? judged : inconclusive(problem);
  },
};
export default definition;

/** Between which moments a snapshot was taken. */
interface Snapshot {
  readonly begunAt: number;
  readonly doneAt: number;
}

function findSnapshot({ events }: Timeline, id: string): Snapshot | undefined {
  const begun = eventsOf(events, "procedure").find((event) => event.id === id);
  const done = eventsOf(events, "procedure-done").find((event) => event.id === id && event.evidence.proven);
  return begun === undefined || done === undefined ? undefined : { begunAt: begun.at, doneAt: done.at };
}

function judgeParts(
  parts: { before: readonly Sample[]; after: readonly Sample[]; between: readonly Sample[] },
  isThere: (write: Sample) => boolean,
  snapshot: Snapshot,
  limitMs: number | undefined,
): Judgement {
  const missing = (writes: readonly Sample[]) => writes.filter((write) => !isThere(write));
  const broken = [...missing(parts.before), ...missing(parts.after)];
  if (broken.length > 0) {
    const [before, after] = [missing(parts.before).length, missing(parts.after).length];
    return {
      outcome: "fail",
      summary: `lost: ${counted(before, "write")} from before the snapshot, ${after} from after the restore: ${listing(broken.map(({ detail }) => detail ?? ""))}`,
      marks: broken
        .slice(0, 5)
        .map(({ started, ended, detail }) => ({ from: started, to: ended, text: `${detail} lost` })),
    };
  }
  const told = `${counted(parts.before.length, "write")} from before the snapshot and ${parts.after.length} from after the restore are there`;
  if (parts.before.length < fewestWrites) return inconclusive(`only ${told}: fewer than ${fewestWrites} show nothing`);
  const lost = missing(parts.between);
  const first = Math.min(...lost.map(({ started }) => started));
  const last = Math.max(...lost.map(({ ended }) => ended));
  if (lost.length === 0) return { outcome: "pass", summary: `${told}; nothing acknowledged was lost`, marks: [] };
  // What was lost is what was acknowledged since the snapshot, whose moment lies between its begin and its end.
  const measuredMs = [Math.max(0, last - snapshot.doneAt), last - snapshot.begunAt] as const;
  const span = `${formatMs(last - first)}, from ${formatMs(first)} to ${formatMs(last)}`;
  const outcome = limitMs === undefined ? "pass" : judgeBounds(measuredMs, limitMs);
  return {
    outcome,
    summary: `${told}; ${counted(lost.length, "acknowledged write")} lost from between, over ${span}`,
    measuredMs,
    ...(limitMs === undefined ? {} : { limitMs, limitSource: `${formatMs(limitMs)}, demanded by the scenario` }),
    marks: [{ from: first, to: last, text: `${counted(lost.length, "acknowledged write")} lost` }],
  };
}
