import { z } from "zod";
import { duringParam } from "../analysis/limits/parameters.ts";
import { backendOf } from "../analysis/outages/degradations.ts";
import { type Access, type Comparison, compareAccesses } from "../analysis/outages/freshness.ts";
import { counted, listing } from "../analysis/statistics/format.ts";
import { inconclusive } from "../analysis/timeline/selection.ts";
import { belongs, findStretch, type Stretch, stretchesOf, wholeRun } from "../analysis/timeline/stretches.ts";
import { formatMs } from "../model/duration.ts";
import type { GuaranteeDefinition, GuaranteeSpec, Mark } from "../model/guarantee.ts";
import type { Timeline } from "../model/timeline.ts";

/** Fewer reads show nothing. */
const fewestReads = 50;
/** Fewer reads in the stretch of a fault show nothing about that fault. */
const fewestReadsOfFault = 10;

const params = z.strictObject({ during: duringParam });
type Params = z.infer<typeof params>;

/**
 * Promises that no quorum read is older than what anybody was told before it began: read by lanes of `freshRead`, which read what lanes of `write` write. The
 * revisions that the API answers decide, whichever API server wrote or read.
 */
export function noStaleReads(wanted: z.input<typeof params> = {}): GuaranteeSpec {
  return { guarantee: "no-stale-reads", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "no-stale-reads",
  params: params as z.ZodType<Params>,
  about: "safety",
  describe: ({ during }) =>
    `no quorum read is older than a write or read that was confirmed before it began${during === wholeRun ? "" : ` (${during})`}`,
  judge({ during }, timeline) {
    const stretch = findStretch(timeline, during);
    if (stretch === undefined) return inconclusive(`there is no stretch "${during}": that fault was not injected`);
    const all = compareAccesses(timeline).filter(({ access }) => belongs(access.sample, stretch));
    const stale = all.filter((comparison) => comparison.stale);
    const reads = all.filter(({ access, newest }) => !access.wrote && newest !== undefined);
    if (stale.length > 0) {
      return {
        outcome: "fail",
        summary: `${stale.length} of ${counted(all.length, "confirmed read or write")} older than told before: ${listing(stale.map(tell))}`,
        marks: stale.slice(0, 20).map(mark),
      };
    }
    const elsewhere = reads.filter(({ access, newest }) => metOthers(access, newest, timeline)).length;
    const told = `${counted(reads.length, "read")} of what was written before, ${elsewhere} of them through another API server than the write`;
    if (reads.length < fewestReads) return inconclusive(`${told}: fewer than ${fewestReads} show nothing`);
    const blind = stretchesOf(timeline).filter(
      (other) => other.fault?.id === other.name && isBlind(other, stretch, reads),
    );
    if (blind.length > 0) {
      const names = listing(blind.map(({ name }) => name));
      return inconclusive(`${told}, but fewer than ${fewestReadsOfFault} of them in ${names}`);
    }
    return { outcome: "pass", summary: `${told}, none stale`, marks: [] };
  },
};
export default definition;

/** Whether a fault in the judged stretch was hardly looked at. */
function isBlind(fault: Stretch, judged: Stretch, reads: readonly Comparison[]): boolean {
  if (fault.from < judged.from || fault.from >= judged.to) return false;
  return reads.filter(({ access }) => belongs(access.sample, fault)).length < fewestReadsOfFault;
}

function metOthers(access: Access, newest: Access | undefined, { backends }: Timeline): boolean {
  const [one, other] = [access, newest].map((met) => (met === undefined ? "unknown" : backendOf(met.sample, backends)));
  return one !== other && one !== "unknown" && other !== "unknown";
}

function tell({ access, newest }: Comparison): string {
  const agoMs = access.sample.started - (newest?.sample.ended ?? 0);
  const action = access.wrote ? "written as" : access.revision === 0 ? "not found," : "read as";
  const what = access.wrote || access.revision > 0 ? `${action} ${access.revision}` : action;
  return `${access.object} ${what} by ${access.lane}, ${formatMs(agoMs)} after ${newest?.lane} was told ${newest?.revision}`;
}

function mark(comparison: Comparison): Mark {
  const { started, ended } = comparison.access.sample;
  return { from: started, to: ended, text: tell(comparison) };
}
