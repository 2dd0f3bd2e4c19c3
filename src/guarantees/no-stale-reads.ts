import { z } from "zod";
import type { Facts } from "../analysis/facts/facts.ts";
import type { Access } from "../analysis/history/access.ts";
import { duringParam } from "../analysis/limits/parameters.ts";
import { type Comparison, compareAccesses } from "../analysis/outages/freshness.ts";
import { counted, listing, listingOf } from "../analysis/statistics/format.ts";
import { backendOf } from "../analysis/timeline/backends.ts";
import { belongs, type Stretch, wholeRun } from "../analysis/timeline/stretches.ts";
import { formatMs } from "../model/duration.ts";
import { inconclusive, type Mark } from "../model/guarantee.ts";
import { heldFault } from "../stories/fates.ts";
import { freshReads } from "../stories/fresh-reads.ts";
import type { Attempt, Fate, Stories, Story } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { stretchOf } from "./kit/stretch.ts";

/** Fewer reads show nothing. */
const fewestReads = 50;
/** Fewer reads in the stretch of a fault show nothing about that fault. */
const fewestReadsOfFault = 10;

const params = z.strictObject({ during: duringParam });

const definition = defineGuarantee({
  name: "no-stale-reads",
  summary: "No quorum read is older than what anybody was told before it began.",
  about: "safety",
  covers: "It covers confirmed reads and writes of the written objects in the stretch, extra ones too.",
  leavesOut:
    "It leaves out accesses that overlap, because they may come in either order; lost answers, because they told nobody anything.",
  params,
  reads: () => ["write", "fresh-read"],
  describe: ({ during }) =>
    `no quorum read is older than a write or read that was confirmed before it began${during === wholeRun ? "" : ` (${during})`}`,
  plainly: () => ({ held: "no read was stale", broken: "a read was older than what had been confirmed before it" }),
  judge({ during }, facts) {
    const stretch = stretchOf(during, facts);
    const all = compareAccesses(facts).filter(({ access }) => belongsTo(access, stretch));
    const stale = all.filter((comparison) => comparison.stale);
    const reads = all.filter(({ access, newest }) => access.kind === "read" && newest !== undefined);
    if (stale.length > 0) {
      return {
        outcome: "fail",
        summary: `${stale.length} of ${counted(all.length, "confirmed read or write")} older than told before: ${listingOf(stale, tell)}`,
        marks: stale.slice(0, 20).map(mark),
      };
    }
    const elsewhere = reads.filter(({ access, newest }) => metOthers(access, newest, facts)).length;
    const told = `${counted(reads.length, "read")} of what was written before, ${elsewhere} of them through another API server than the write`;
    if (reads.length < fewestReads) return inconclusive(`${told}: fewer than ${fewestReads} show nothing`);
    const blind = facts.stretches().filter((other) => other.fault?.id === other.name && isBlind(other, stretch, reads));
    if (blind.length > 0) {
      const names = listing(blind.map(({ name }) => name));
      return inconclusive(`${told}, but fewer than ${fewestReadsOfFault} of them in ${names}`);
    }
    return { outcome: "pass", summary: `${told}, none stale`, marks: [] };
  },
  stories,
});
export default definition;

/**
 * Promises that no quorum read is older than what anybody was told before it began: read by lanes of `freshRead`, which
 * read what lanes of `write` write. The revisions that the API answers decide, whichever API server wrote or read.
 */
export const noStaleReads = definition.spec;

/** Whether a fault in the judged stretch was hardly looked at. */
function isBlind(fault: Stretch, judged: Stretch, reads: readonly Comparison[]): boolean {
  if (fault.from < judged.from || fault.from >= judged.to) return false;
  return reads.filter(({ access }) => belongsTo(access, fault)).length < fewestReadsOfFault;
}

function belongsTo({ sample }: Access, stretch: Stretch): boolean {
  return sample !== undefined && belongs(sample, stretch);
}

function metOthers(access: Access, newest: Access | undefined, { backends }: Facts): boolean {
  const [one, other] = [access, newest].map((met) =>
    met?.sample === undefined ? "unknown" : backendOf(met.sample, backends),
  );
  return one !== other && one !== "unknown" && other !== "unknown";
}

function tell({ access, newest }: Comparison): string {
  const agoMs = access.from - (newest?.to ?? 0);
  const wrote = access.kind === "write";
  const action = wrote ? "written as" : access.revision === 0 ? "not found," : "read as";
  const what = wrote || access.revision > 0 ? `${action} ${access.revision}` : action;
  return `${access.object} ${what} by ${access.lane}, ${formatMs(agoMs)} after ${newest?.lane} was told ${newest?.revision}`;
}

/** From when the newer one was told to the end of the access that should have known it. */
function mark(comparison: Comparison): Mark {
  const { from, to } = comparison.access;
  return { from: comparison.newest?.to ?? from, to, text: tell(comparison) };
}

function stories(): Stories {
  const fresh = (fate: (attempt: Attempt) => Fate | undefined = () => undefined): Story => ({
    ...freshReads(noStaleReads(), (attempt) => (attempt.lane.startsWith("fresh") ? fate(attempt) : undefined)),
    fault: heldFault,
  });
  return {
    pass: fresh(),
    fail: fresh(({ number }) => (number === 70 ? { revision: 1_061 } : undefined)),
    inconclusive: fresh(({ at }) =>
      at > 4_000 ? { outcome: "failed", error: "hang", revision: undefined } : undefined,
    ),
  };
}
