import { z } from "zod";
import { apiServersOf, readingProblem, writtenObjectsOf } from "../analysis/etcd/written-objects.ts";
import type { Facts } from "../analysis/facts/facts.ts";
import { restoreIn } from "../analysis/history/restores.ts";
import { durationParam, stepParam, workParam } from "../analysis/limits/parameters.ts";
import { counted, listing } from "../analysis/statistics/format.ts";
import { formatMs, toMs } from "../model/duration.ts";
import { inconclusive, type Judgement } from "../model/guarantee.ts";
import type { Sample } from "../model/sample.ts";
import { heldFault } from "../stories/fates.ts";
import { readBack } from "../stories/read-back.ts";
import type { Stories, Story } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { judgeBounds } from "./kit/limits.ts";

/** Fewer acknowledged writes before the snapshot show nothing. */
const fewestWrites = 50;

const params = z.strictObject({
  /** The step that took the snapshot, by its name. */
  snapshot: workParam,
  /** The fault, or the work, that took the data away and put the snapshot back. */
  during: stepParam,
  /** Over how long a time acknowledged writes may be lost; without it, over any. */
  limit: durationParam.optional(),
});

const definition = defineGuarantee({
  name: "recovery-point",
  summary: "A restored snapshot gives back all that was acknowledged before it and after the restore.",
  about: "safety",
  covers: "It covers every acknowledged write of the run, extra ones too.",
  leavesOut:
    "It leaves out writes between the snapshot and the restore, as far as the limit lets them be lost, because no snapshot holds them; writes without an answer, because they may be there or not.",
  params,
  reads: () => ["write"],
  describe: ({ snapshot, during, limit }) =>
    `everything acknowledged before the snapshot "${snapshot}" or after the restore of ${during} is there` +
    (limit === undefined ? "" : `, and at most ${formatMs(toMs(limit))} of writes are lost between`),
  plainly: () => ({
    held: "all that had to be there after the restore was there",
    broken: "something that had to be there after the restore was missing",
    measured: "the restore lost the writes of {time}",
  }),
  judge(wanted, facts) {
    const restore = restoreIn(wanted.during, facts);
    if (restore === undefined) return inconclusive(`no snapshot was restored in "${wanted.during}"`);
    const { id, begunAt, overAt } = restore;
    if (overAt === undefined) return inconclusive(`nothing shows that the snapshot was restored in ${id}`);
    const snapshot = findSnapshot(facts, wanted.snapshot);
    if (snapshot === undefined) return inconclusive(`no snapshot was taken in "${wanted.snapshot}"`);
    if (snapshot.doneAt > begunAt)
      return inconclusive(`the snapshot of "${wanted.snapshot}" was not whole before ${id}`);
    const readings = writtenObjectsOf(facts);
    const problem = readingProblem(readings, facts, apiServersOf(facts));
    const everywhere = (write: Sample) => [...readings.values()].every((tokens) => tokens.has(write.detail ?? ""));
    const writes = facts.tracks
      .filter(({ lane }) => lane.operation === "write")
      .flatMap(({ all }) => all.filter(({ outcome, detail }) => outcome === "ok" && detail !== undefined));
    const parts = {
      before: writes.filter((write) => write.ended < snapshot.begunAt),
      after: writes.filter((write) => write.started > overAt),
      between: writes.filter((write) => write.ended >= snapshot.begunAt && write.started <= overAt),
    };
    const limitMs = wanted.limit === undefined ? undefined : toMs(wanted.limit);
    const judged = judgeParts(parts, everywhere, snapshot, limitMs);
    if (judged.outcome === "fail") return judged;
    return problem === undefined ? judged : inconclusive(problem);
  },
  stories,
});
export default definition;

/**
 * Promises what a restored snapshot must give back: everything that was acknowledged before the snapshot began, and
 * everything acknowledged since the restore. What was acknowledged in between may be lost, and is named with its time.
 */
export const recoveryPoint = definition.spec;

/** Between which moments a snapshot was taken. */
interface Snapshot {
  readonly begunAt: number;
  readonly doneAt: number;
}

function findSnapshot(facts: Facts, id: string): Snapshot | undefined {
  const begun = facts.eventsOf("procedure").find((event) => event.id === id);
  const done = facts.eventsOf("procedure-done").find((event) => event.id === id && event.evidence.proven);
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
  const few = inconclusive(`only ${told}: fewer than ${fewestWrites} show nothing`);
  const isFew = parts.before.length < fewestWrites;
  const lost = missing(parts.between);
  const first = Math.min(...lost.map(({ started }) => started));
  const last = Math.max(...lost.map(({ ended }) => ended));
  if (lost.length === 0 && isFew) return few;
  if (lost.length === 0) return { outcome: "pass", summary: `${told}; nothing acknowledged was lost`, marks: [] };
  // What was lost is what was acknowledged since the snapshot, whose moment lies between its begin and its end.
  const measuredMs = [Math.max(0, last - snapshot.doneAt), last - snapshot.begunAt] as const;
  const span = `${formatMs(last - first)}, from ${formatMs(first)} to ${formatMs(last)}`;
  const outcome = limitMs === undefined ? "pass" : judgeBounds(measuredMs, limitMs);
  // However few are there: what is lost is lost.
  if (isFew && outcome !== "fail") return few;
  return {
    outcome,
    summary: `${told}; ${counted(lost.length, "acknowledged write")} lost from between, over ${span}`,
    measuredMs,
    ...(limitMs === undefined ? {} : { limitMs, limitSource: `${formatMs(limitMs)}, demanded by the scenario` }),
    marks: [{ from: first, to: last, text: `${counted(lost.length, "acknowledged write")} lost` }],
  };
}

function stories(): Stories {
  return {
    pass: restored((number) => number < 84 || number > 370),
    fail: restored((number) => number < 60 || number > 370),
    inconclusive: { ...restored(() => true), events: [] },
  };
}

/**
 * A snapshot at 2 to 2.2 s, the data lost at 4 s and restored at 9.4 s; every API server shows the same of 480 writes.
 */
function restored(keep: (number: number) => boolean): Story {
  const [id, procedure] = ["before", "etcd-snapshot"];
  const target = { description: "a snapshot, saved and copied", target: "the etcd leader", nodes: ["control-plane"] };
  return {
    lanes: ["write/api/new"],
    hz: 40,
    guarantees: [recoveryPoint({ snapshot: id, during: "held", limit: "7s" })],
    fault: heldFault,
    events: [
      { type: "procedure", at: 2_000, id, procedure, ...target, actions: [] },
      { type: "procedure-done", at: 2_200, id, evidence: { proven: true, detail: "a whole snapshot" } },
      ...readBack(480, keep),
    ],
    fate: ({ at }) => (at > 3_950 && at < 9_500 ? { outcome: "unknown", error: "hang" } : undefined),
  };
}
