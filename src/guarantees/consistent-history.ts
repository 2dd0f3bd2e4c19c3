import { z } from "zod";
import { type Found, rules } from "../analysis/history/finding.ts";
import { checkHistory, type Exercised, type History, mostOperations } from "../analysis/history/history.ts";
import { historyOperations, kindOf } from "../analysis/history/kinds.ts";
import { counted, listing, listingOf } from "../analysis/statistics/format.ts";
import { inconclusive, type Mark } from "../model/guarantee.ts";
import { heldFault } from "../stories/fates.ts";
import { freshReads } from "../stories/fresh-reads.ts";
import { readBack } from "../stories/read-back.ts";
import type { Attempt, Fate, Stories, Story } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";

/** Fewer operations with anything before to hold them against show nothing. */
const fewestCompared = 50;

/** Marks in a report: enough to find the place, few enough to read. */
const mostMarks = 20;

const definition = defineGuarantee({
  name: "consistent-history",
  summary: "What all clients were told fits one order of one store.",
  about: "safety",
  covers:
    "It covers every confirmed write, quorum read and consistent list of the run, what arrived on its watches, and what API servers show at the end, as far as something had changed that could have been told wrongly: a pass says what of it there was not, in the run and in each fault; every run with writes is asked for it.",
  leavesOut:
    "It leaves out accesses that overlap, because they may come in either order; what a restored snapshot cannot know, because it is not the cluster's to keep; reads of a cache, because they may be old; events that had not come by the end, because how late they may be is watch-complete's.",
  params: z.strictObject({}),
  reads: () => historyOperations,
  // Where nothing is written, nothing that is read can be old.
  standing: (operations) => operations.some((operation) => kindOf(operation) === "write"),
  describe: () =>
    "reads never go back in time, no two changes have one version, what was deleted or refused does not come, " +
    "acknowledged writes stay, and each watch tells every event once and in order",
  plainly: () => ({
    held: "no two answers of reads, writes and watches contradicted each other",
    broken: "answers of reads, writes or watches contradicted each other",
  }),
  judge(_, facts) {
    const history = checkHistory(facts);
    if (history === undefined)
      return inconclusive(
        `the history has more than ${counted(mostOperations, "operation")}, which is more than time and memory are for`,
      );
    const { findings, doubtful, problems, exercised } = history;
    if (findings.count > 0) {
      const told = counted(findings.count, "contradiction");
      return { outcome: "fail", summary: `${told}: ${textsOf(findings)}`, marks: marksOf(findings) };
    }
    if (problems.length > 0) {
      const found = doubtful.count === 0 ? "" : `, which may explain: ${textsOf(doubtful)}`;
      return inconclusive(`${problems.join("; ")}${found}`);
    }
    const ordered = exercised.filter(({ rule }) => inOrder.includes(rule));
    const compared = ordered.reduce((sum, { inRun }) => sum + inRun, 0);
    const held = `${counted(compared, "operation")} held against a change that was told before`;
    if (compared < fewestCompared) return inconclusive(`only ${held}: fewer than ${fewestCompared} show nothing`);
    const blind = faultsOf(exercised).filter((fault) => ordered.every(({ inFaults }) => inFaults.get(fault) === 0));
    if (blind.length > 0) return inconclusive(`${held}, but none of them in ${listing(blind)}`);
    const summary = `${held}, no contradiction${answersOf(history)}${unexercised(exercised)}`;
    return { outcome: "pass", summary, marks: [] };
  },
  stories,
});
export default definition;

/**
 * Promises that everything that clients were told fits one order of one store, etcd's revisions: whichever API server,
 * lane or watch told it.
 */
export const consistentHistory = definition.spec;

/** The rules of the order in which answers came: every run that is asked for this has lanes of them. */
const inOrder: readonly string[] = ["stale-read", "store-order"];

function textsOf({ first, count }: Found): string {
  return listingOf(first, ({ text }) => text, count);
}

function marksOf({ first }: Found): Mark[] {
  return first.slice(0, mostMarks).map(({ from, to, text }) => ({ from, to, text }));
}

function faultsOf(exercised: readonly Exercised[]): string[] {
  return [...(exercised[0]?.inFaults.keys() ?? [])];
}

/** What nothing could have broken, in the run or in one of its faults: a pass does not speak of it. */
function unexercised(exercised: readonly Exercised[]): string {
  const wordsOf = (some: readonly Exercised[]) => some.map(({ rule }) => `no ${rules[rule].heldBy}`).join(", ");
  const [never, some] = [exercised.filter(({ inRun }) => inRun === 0), exercised.filter(({ inRun }) => inRun > 0)];
  const inFaults = faultsOf(exercised).flatMap((fault) => {
    const idle = some.filter(({ inFaults: counts }) => counts.get(fault) === 0);
    return idle.length === 0 ? [] : [`in ${fault} there was ${wordsOf(idle)}`];
  });
  const told = [...(never.length === 0 ? [] : [`there was ${wordsOf(never)}`]), ...inFaults];
  return told.length === 0 ? "" : `; not exercised: ${told.join("; ")}`;
}

function answersOf({ resolved: { applied, dated, neverApplied, unknown } }: History): string {
  const total = applied + neverApplied + unknown;
  if (total === 0) return "";
  const known = dated === 0 ? "" : ` (${dated} at a known revision)`;
  return `; ${counted(total, "write")} without an answer: ${applied} applied${known}, ${neverApplied} never, ${unknown} unknown`;
}

function stories(): Stories {
  const story = (
    fate: (attempt: Attempt) => Fate | undefined = () => undefined,
    keep: Parameters<typeof readBack>[1] = () => true,
  ): Story => ({ ...freshReads(consistentHistory(), fate), fault: heldFault, events: readBack(120, keep) });
  const quiet: Fate = { outcome: "failed", error: "hang", revision: undefined };
  return {
    pass: story(({ lane, number }) =>
      lane.startsWith("write") && number === 50
        ? { outcome: "unknown", error: "reset", revision: undefined }
        : undefined,
    ),
    fail: story(({ lane, number }) => (lane.startsWith("fresh") && number === 70 ? { revision: 1_061 } : undefined)),
    inconclusive: {
      ...story(
        ({ at }) => (at > 2_000 ? quiet : undefined),
        (number) => number < 20,
      ),
    },
  };
}
