import { apiServersOf, readBacksOf, readingProblem } from "../etcd/written-objects.ts";
import type { Facts } from "../facts/facts.ts";
import type { FirstFew } from "../statistics/first-few.ts";
import type { Stretch } from "../timeline/stretches.ts";
import { accessesOf } from "./accesses.ts";
import { epochsOf, lastEpoch, liesIn } from "./epochs.ts";
import { type Finding, type Found, type Rule, rules } from "./finding.ts";
import { historyOperations, isStream, leavesTraces } from "./kinds.ts";
import { lostAnswers } from "./lost-answers.ts";
import { missingRows } from "./missing-rows.ts";
import { type Resolved, readBackFindings, resolve } from "./read-backs.ts";
import { reappearedPods } from "./reappearances.ts";
import { restoresOf } from "./restores.ts";
import { sharedRevisions } from "./shared-revisions.ts";
import { Tally } from "./tally.ts";
import { timeOrder } from "./time-order.ts";
import { tracesOf } from "./traces.ts";
import { watchFindings } from "./watch-order.ts";

/**
 * A longer history is not checked: time and memory are bounded by what is counted, not by a clock, so that a journal
 * comes to the same on every machine. So many take 15 s and 460 MB (docs/benchmarks.md), beside 2 GB of their journal; 4
 * GB is what Node takes.
 */
export const mostOperations = 5_000_000;

/** Comparisons by a rule, each of which would have failed had the promise been broken there. */
export interface Exercised {
  readonly rule: Rule;
  readonly inRun: number;
  /** By the name of each fault that was injected. */
  readonly inFaults: ReadonlyMap<string, number>;
}

/** What the history of a run came to. */
export interface History {
  /** Attempts, arrivals and what was read back. */
  readonly operations: number;
  /** How often each rule could have been broken. */
  readonly exercised: readonly Exercised[];
  /** Contradictions; the first that were found, in the order of their ends. */
  readonly findings: Found;
  /** What may be explained by what is missing in the journal. */
  readonly doubtful: Found;
  /** Why it cannot be told to be without contradiction, in words. */
  readonly problems: readonly string[];
  /** What became of writes without an answer. */
  readonly resolved: Resolved;
}

/** How many operations a history has. */
export function countOperations({ tracks, watches, eventsOf }: Facts): number {
  const attempts = tracks.filter(({ lane }) => historyOperations.includes(lane.operation));
  const streams = watches.filter(({ lane }) => isStream(lane.operation));
  const told = eventsOf("written-objects").flatMap(({ objects }) => Object.values(objects));
  return (
    attempts.reduce((sum, { all }) => sum + all.length, 0) +
    streams.reduce((sum, { arrivals }) => sum + arrivals.length, 0) +
    told.reduce((sum, tokens) => sum + tokens.length, 0)
  );
}

/** Checks the history of a run, O(n log n); undefined where it has more operations than `most`. */
export function checkHistory(facts: Facts, most: number = mostOperations): History | undefined {
  const operations = countOperations(facts);
  if (operations > most) return undefined;
  const faults = facts.stretches().filter(({ name, fault }) => fault?.id === name);
  const missing = missingRows(facts);
  const tally = new Tally(faults, missing.mayExplain);
  const epochs = epochsOf(restoresOf(facts));
  const isWhole = epochs.length === 1 && epochs[0]?.to === Number.POSITIVE_INFINITY;
  const accesses = accessesOf(facts);
  for (const epoch of epochs) {
    const ofEpoch = accesses.filter((access) => liesIn(access, epoch));
    timeOrder(ofEpoch, tally);
    sharedRevisions(ofEpoch, tally);
  }
  const traces = tracesOf(facts.tracks, lastEpoch(epochs));
  // A restore takes back what reads had shown, and what streams had told.
  const applied = isWhole ? lostAnswers(accesses, traces.lost, tally) : [];
  const readBacks = readBacksOf(facts);
  readBackFindings(readBacks, { ...traces, applied }, tally);
  if (isWhole) {
    watchFindings(facts, tally);
    reappearedPods(facts.watches, tally);
  }
  const doubtful = foundOf(tally.doubtful);
  const unread = unreadProblem(facts);
  return {
    operations,
    exercised: ofHistory.map((rule) => exercisedOf(rule, faults, tally)),
    findings: foundOf(tally.findings),
    doubtful,
    problems: [
      ...missing.problems,
      ...(doubtful.count === 0 ? [] : missing.uncounted),
      ...(unread === undefined ? [] : [unread]),
    ],
    resolved: resolve(readBacks, { ...traces, applied }, unread === undefined),
  };
}

/** The rules of histories; leases are checked by themselves. */
const ofHistory = (Object.keys(rules) as Rule[]).filter((rule) => rule !== "early-expiry");

function exercisedOf(rule: Rule, faults: readonly Stretch[], tally: Tally): Exercised {
  const inFaults = new Map(faults.map(({ name }, index) => [name, tally.compared(rule, index)]));
  return { rule, inRun: tally.compared(rule), inFaults };
}

function foundOf({ items, count }: FirstFew<Finding>): Found {
  const inOrder = items.toSorted((a, b) => a.to - b.to || a.from - b.from || (a.text < b.text ? -1 : 1));
  return { first: inOrder, count };
}

/** Why what was written was not read back through every API server; undefined where it was, or nothing was written. */
function unreadProblem(facts: Facts): string | undefined {
  if (!facts.tracks.some(({ lane }) => leavesTraces(lane.operation))) return undefined;
  const servers = facts.server === undefined ? apiServersOf(facts) : ["server"];
  return readingProblem(new Map(readBacksOf(facts).map(({ server }) => [server, true])), facts, servers);
}
