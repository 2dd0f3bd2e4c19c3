import { z } from "zod";
import { findLeads, type Leads } from "../analysis/etcd/leads.ts";
import { duringParam } from "../analysis/limits/parameters.ts";
import { listing } from "../analysis/statistics/format.ts";
import { formatMs } from "../model/duration.ts";
import { inconclusive, type Judgement } from "../model/guarantee.ts";
import { elected } from "../stories/etcd-run.ts";
import type { Stories } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { limitOf } from "./kit/limits.ts";
import { stretchOf } from "./kit/stretch.ts";

const params = z.strictObject({
  during: duringParam,
  /** How many elections there may be, won by the member that led before or by another one. */
  atMost: z.int().min(0),
});

const definition = defineGuarantee({
  name: "elections-at-most",
  summary: "etcd elects a leader at most so many times.",
  about: "time",
  covers: "It covers every election that was won in the stretch, told by the members' own terms and leaders.",
  leavesOut:
    "It leaves out terms in which nobody won, because no lead was lost by them; elections whose leader was first told after the stretch, because they may be of what came then.",
  params,
  reads: () => ["etcd-status"],
  describe: ({ during, atMost }) => `etcd elects a leader ${wordsOf(atMost)} (${during})`,
  plainly: ({ atMost }) => ({
    held: `etcd elected a leader ${wordsOf(atMost)}`,
    broken: atMost === 0 ? "etcd elected another leader" : "etcd elected leaders more often than it may",
  }),
  judge({ during, atMost }, facts) {
    const stretch = stretchOf(during, facts);
    // Who was elected leads for an election timeout at least: nobody stands for election sooner after its heartbeat.
    const { limitMs: leadMs } = limitOf({ derived: "etcd-stall" }, facts.settings);
    const leads = findLeads(facts, stretch, leadMs);
    if (leads === undefined) return inconclusive("no etcd member named its leader before");
    return judgeLeads(leads, atMost, leadMs);
  },
  stories,
});
export default definition;

/** Promises that etcd elects a leader at most so many times; read from every member's own status. */
export const electionsAtMost = definition.spec;

function wordsOf(atMost: number): string {
  return atMost === 0 ? "never" : `at most ${atMost === 1 ? "once" : `${atMost} times`}`;
}

function judgeLeads({ old, won, unheardMs, mostWon }: Leads, atMost: number, leadMs: number): Judgement {
  const tell = won.map(
    ({ term, leader, member }) =>
      `leader ${leader} ${term > old.term ? `in term ${term}` : "in a term that was not told"}, first told by ${member}`,
  );
  const summary = `leader ${old.leader} in term ${old.term} before; ${won.length === 0 ? "none since" : listing(tell)}`;
  const isBroken = won.length > atMost;
  if (!isBroken && unheardMs > leadMs && mostWon > atMost)
    return inconclusive(`${summary}; a lead could have come and gone: most members told nothing ${pauseIn(unheardMs)}`);
  return {
    outcome: isBroken ? "fail" : "pass",
    summary,
    marks: isBroken ? won.map(({ ended }, index) => ({ from: ended, text: tell[index] ?? "" })) : [],
  };
}

function pauseIn(ms: number): string {
  return Number.isFinite(ms) ? `for ${formatMs(ms)}` : "at all";
}

function stories(): Stories {
  return {
    pass: elected(1_300, electionsAtMost({ during: "kill", atMost: 1 })),
    fail: elected(1_300, electionsAtMost({ during: "kill", atMost: 0 })),
    inconclusive: { lanes: ["readyz/control-plane/new"], guarantees: [electionsAtMost({ atMost: 0 })] },
  };
}
