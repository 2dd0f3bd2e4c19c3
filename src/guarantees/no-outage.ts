import { z } from "zod";
import type { Facts } from "../analysis/facts/facts.ts";
import { durationParam, duringParam, lanesParam, limitParam } from "../analysis/limits/parameters.ts";
import { outagesIn } from "../analysis/outages/figures.ts";
import { SuccessGaps } from "../analysis/outages/gaps.ts";
import { answerWithinMs, findOutages, longestOutage, mostApartMs, successWithin } from "../analysis/outages/outages.ts";
import { withPossibleSuccesses } from "../analysis/outages/possible-successes.ts";
import { counted, describeBounds, describeCounts } from "../analysis/statistics/format.ts";
import { isTrustError, trustRemark } from "../analysis/verdict/trust-errors.ts";
import { formatMs, toMs } from "../model/duration.ts";
import { inconclusive, type Judgement } from "../model/guarantee.ts";
import type { Sample } from "../model/sample.ts";
import { between, heldFault, refused } from "../stories/fates.ts";
import type { Stories, Story } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { asTogether, namesOf, type Selection, selectLanes } from "./kit/lanes.ts";
import { describeLimit, judgeBounds, limitOf } from "./kit/limits.ts";
import { clientsOf } from "./kit/plain-lanes.ts";

const params = z.strictObject({
  lanes: lanesParam,
  during: duringParam,
  /** In every stretch of this length at least one attempt of all these lanes succeeds. */
  limit: limitParam.default("1s"),
  /** An answer later than this counts as none; by default 1 s. */
  answerWithin: durationParam.default(`${answerWithinMs / 1_000}s`),
});

const definition = defineGuarantee({
  name: "no-outage",
  summary: "These lanes are never all out at once.",
  about: "time",
  bounded: true,
  covers: "It covers the attempts of these lanes taken together, those that touch the stretch, extra ones too.",
  leavesOut:
    "It leaves out an outage of some lanes while another answers, because max-outage judges lanes by themselves; attempts that fail for a certificate or a credential, because whoever says so is there: they may hide an outage and prove none.",
  params,
  describe: ({ lanes, during, limit, answerWithin }, settings) =>
    `${namesOf({ lanes })} taken together answer at least once in every ${describeLimit(limit, settings)}, ` +
    `an attempt within ${formatMs(toMs(answerWithin))} (${during})`,
  plainly: ({ lanes }) => ({
    held: `${clientsOf(lanes)} never stopped`,
    broken: `${clientsOf(lanes)} stopped`,
    measured: `${clientsOf(lanes)} stopped for {time}`,
  }),
  judge(wanted, facts) {
    const selection = selectLanes(wanted, facts);
    const limit = limitOf(wanted.limit, facts.settings);
    const judgement = judgeTogether(selection, facts, limit.limitMs, toMs(wanted.answerWithin));
    return { ...asTogether(judgement, wanted, facts), ...limit };
  },
  stories,
});
export default definition;

/**
 * Promises that these lanes are never all out at once: their attempts are taken together, as those of clients that all
 * want the same service, and in every stretch of a second at least one succeeds. max-outage judges each lane by itself
 * instead, and no-failures every attempt.
 */
export const noOutage = definition.spec;

function judgeTogether(
  { tracks, stretch, remark }: Selection,
  facts: Facts,
  limitMs: number,
  withinMs: number,
): Judgement {
  const samples = tracks.flatMap((track) => track.all).toSorted(byStart);
  const apartMs = mostApartMs(tracks);
  const outages = outagesIn(findOutages(samples, { withinMs }), stretch);
  // Whoever shows a certificate that does not convince is there: such attempts may hide an outage but prove none.
  // What is missing may have been answered.
  const possible = tracks.map((track) => withPossibleSuccesses(track, stretch, facts));
  const isWhole = possible.every((all, index) => all === tracks[index]?.all);
  const attempts = isWhole ? samples : possible.flat().toSorted(byStart);
  const proven = outagesIn(findOutages(attempts, { withinMs, apartMs, answered: isTrustError }), stretch);
  const hiddenMs = new SuccessGaps(samples, successWithin(withinMs)).longestHiddenMs(stretch.from, stretch.to);
  if (outages.length === 0 && hiddenMs === 0) return inconclusive("no attempt was made");
  const longest = longestOutage(outages);
  const mosts = outages.map((outage) => outage.atMostMs);
  const atMostMs = mosts.includes(null) ? null : Math.max(hiddenMs, ...mosts.map(Number));
  const atLeastMs = longestOutage(proven)?.atLeastMs ?? 0;
  const outcome = judgeBounds([atLeastMs, atMostMs], limitMs);
  const told =
    longest === undefined
      ? "no attempt without an answer in time"
      : `at worst ${counted(longest.attempts, "attempt")} in a row without an answer in time (${describeCounts(longest.errors)})`;
  return {
    outcome,
    summary: `${counted(tracks.length, "lane")} together: ${told}${trustRemark(tracks, stretch)}${remark}`,
    measuredMs: [atLeastMs, atMostMs],
    marks: outages
      .filter((outage) => outage.atMostMs === null || outage.atMostMs > limitMs)
      .slice(0, 5)
      .map((outage) => ({
        from: outage.from,
        to: outage.to ?? undefined,
        text: `all lanes out ${describeBounds([outage.atLeastMs, outage.atMostMs])}`,
      })),
  };
}

function byStart(a: Sample, b: Sample): number {
  return a.started - b.started;
}

function stories(): Stories {
  const together = (fate: Story["fate"]): Story => ({
    lanes: ["write/api/new", "cached-read/api/new", "quorum-read/api/reused"],
    guarantees: [noOutage({ lanes: "*/api/*", during: "held" })],
    fault: heldFault,
    fate,
  });
  return {
    pass: together(between(4_050, 6_000, refused, ({ lane }) => !lane.startsWith("cached"))),
    fail: together(between(4_050, 6_000, refused)),
    inconclusive: together(between(4_050, 5_050, refused)),
  };
}
