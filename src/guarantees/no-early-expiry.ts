import { z } from "zod";
import { epochsOf } from "../analysis/history/epochs.ts";
import { leaseLifetimes } from "../analysis/history/lease-lifetimes.ts";
import { restoresOf } from "../analysis/history/restores.ts";
import { Tally } from "../analysis/history/tally.ts";
import { counted, listing } from "../analysis/statistics/format.ts";
import { formatMs } from "../model/duration.ts";
import { inconclusive } from "../model/guarantee.ts";
import { heldFault } from "../stories/fates.ts";
import type { Attempt, Fate, Stories, Story } from "../stories/story.ts";
import { storyBackends } from "../stories/story-cluster.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";

/** The operation whose lanes keep leases. */
const operation = "etcd-lease";

/** Fewer answers about leases that have to be there show nothing. */
const fewestAnswers = 50;

/** Marks in a report: enough to find the place, few enough to read. */
const mostMarks = 20;

const definition = defineGuarantee({
  name: "no-early-expiry",
  summary: "No etcd lease ends before its time.",
  about: "safety",
  covers:
    "It covers every answer of an etcd member about a lease that was granted or renewed before, by whichever member, in the run and in each of its faults; every run with such lanes is asked for it.",
  leavesOut:
    "It leaves out renewals without an answer, because nobody knows whether they came; what a leader that was none any more told for the time of an election, because it decides without asking the others; leases that a restored snapshot cannot know, because they are not the cluster's to keep.",
  params: z.strictObject({}),
  reads: () => [operation],
  standing: (operations) => operations.includes(operation),
  describe: () =>
    "no lease is gone between a confirmed grant or renewal of it and the end of its time, whichever member is asked",
  plainly: () => ({
    held: "no lease ended before its time",
    broken: "a lease that was kept alive ended before its time",
  }),
  judge(_, { tracks, faults, settings, stretches, eventsOf }) {
    if (settings === undefined) return inconclusive("the cluster's settings are not known, so no leader's time is");
    // A leader looks once in an election timeout who has answered since it last looked (raft's CheckQuorum).
    const believesMs = 2 * settings.etcd.electionMs;
    const ofFaults = stretches().filter(({ name, fault }) => fault?.id === name);
    const tally = new Tally(ofFaults);
    const { compared, findings, doubtful, mistaken } = leaseLifetimes(
      tracks,
      epochsOf(restoresOf({ faults, eventsOf })),
      believesMs,
      tally,
    );
    if (findings.length > 0) {
      return {
        outcome: "fail",
        summary: `${counted(findings.length, "contradiction")}: ${listing(findings.map(({ text }) => text))}`,
        marks: findings.slice(0, mostMarks).map(({ from, to, text }) => ({ from, to, text })),
      };
    }
    if (doubtful.length > 0) {
      const words = listing(doubtful.map(({ text }) => text));
      const why = `too few asked to know that no leader said it that had been none for up to ${formatMs(believesMs)}`;
      return inconclusive(`${why}: ${words}`);
    }
    const told = `${counted(compared, "answer")} about leases that had to be there`;
    if (compared < fewestAnswers) return inconclusive(`only ${told}: fewer than ${fewestAnswers} show nothing`);
    const blind = ofFaults.filter((_fault, index) => tally.compared("early-expiry", index) === 0);
    if (blind.length > 0) return inconclusive(`${told}, but none of them in ${listing(blind.map(({ name }) => name))}`);
    return { outcome: "pass", summary: `${told}, none gone before its time${wrongly(mistaken)}`, marks: [] };
  },
  stories,
});
export default definition;

/** Promises that no etcd lease ends before its time, whichever member granted, renewed or told it. */
export const noEarlyExpiry = definition.spec;

function wrongly(mistaken: number): string {
  return mistaken === 0 ? "" : `; ${counted(mistaken, "answer")} told that one was gone which went on`;
}

function stories(): Stories {
  const kept = (fate: (attempt: Attempt) => Fate | undefined = () => undefined): Story => ({
    lanes: storyBackends.map((name) => `${operation}/${name}/reused`),
    guarantees: [noEarlyExpiry()],
    fault: heldFault,
    fate: (attempt) => ({ ...answerOf(attempt), ...fate(attempt) }),
  });
  return {
    pass: kept(({ at }) => (at > 4_000 && at < 5_500 ? { outcome: "failed", error: "hang" } : undefined)),
    fail: kept(({ at }) => (at > 9_500 ? { detail: "7 gone" } : undefined)),
    inconclusive: kept(({ at }) => (at > 1_000 ? { outcome: "failed", error: "refused" } : undefined)),
  };
}

/** All keep one lease, which the first grants. */
function answerOf({ lane, number }: Attempt): Fate {
  const isGrant = number === 0 && lane.includes(storyBackends[0] ?? "");
  return { revision: undefined, detail: `7 ${isGrant ? "granted" : "renewed"} 10` };
}
