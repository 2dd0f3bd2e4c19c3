import { z } from "zod";
import { duringParam } from "../analysis/limits/parameters.ts";
import { isHealthy } from "../analysis/rescheduling/replicas.ts";
import { wantedReplicas } from "../analysis/rescheduling/wanted-replicas.ts";
import { counted } from "../analysis/statistics/format.ts";
import { perhapsIn, surelyIn, unseenIn } from "../analysis/watch/known-objects.ts";
import { inconclusive } from "../model/guarantee.ts";
import type { Stories, Story } from "../stories/story.ts";
import { on, pod, replica, workerHit } from "../stories/workload-run.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { stretchOf } from "./kit/stretch.ts";

const params = z.strictObject({ during: duringParam });

const definition = defineGuarantee({
  name: "pdb-respected",
  summary: "The workload is never below its PodDisruptionBudget.",
  about: "safety",
  covers: "It covers every state of the workload's replicas in the stretch, from the one with which it began.",
  leavesOut: "It leaves out nothing, because what came and went unseen makes it inconclusive.",
  params,
  describe: ({ during }) => `the workload is never below its PodDisruptionBudget (${during})`,
  plainly: () => ({
    held: "the workload never fell below its disruption budget",
    broken: "the workload fell below its disruption budget",
  }),
  judge({ during }, facts) {
    const stretch = stretchOf(during, facts);
    const maxUnavailable = facts.workload()?.maxUnavailable;
    const wanted = wantedReplicas(facts, stretch);
    if (maxUnavailable === undefined || wanted.length === 0) return inconclusive("the run had no workload");
    const least = Math.min(...wanted) - maxUnavailable;
    if (least <= 0) return inconclusive("its budget demands no replica at all");
    const counts = facts
      .replicaMoments()
      .filter((moment) => perhapsIn(moment, stretch))
      .map((moment) => ({ moment, healthy: moment.replicas.filter(isHealthy).length }));
    if (counts.length === 0) return inconclusive("nobody observed the workload's pods");
    const lowest = Math.min(...counts.map(({ healthy }) => healthy));
    const told = `at least ${lowest} of ${counted(Math.min(...wanted), "replica")} Ready at each of ${counted(counts.length, "state")}, the budget demands ${least}`;
    const below = counts.filter(({ healthy }) => healthy < least);
    const broken = below.filter(({ moment }) => surelyIn(moment, stretch));
    if (broken.length > 0) {
      const marks = broken
        .slice(0, 5)
        .map(({ moment: { when }, healthy }) => ({ from: when[0], to: when[1], text: `only ${healthy} Ready` }));
      return { outcome: "fail", summary: told, marks };
    }
    if (below.length > 0) return inconclusive(`${told}: fewer may have been Ready in ${stretch.name}`);
    const unseen = unseenIn(facts.replicas(), stretch);
    if (unseen !== undefined) return inconclusive(`${told}; ${unseen}`);
    return { outcome: "pass", summary: told, marks: [] };
  },
  stories,
});
export default definition;

/**
 * Promises that the workload never has fewer replicas that are Ready and not on their way out than its budget demands,
 * at any of the states that streams and lists told; a time that nobody saw shows nothing.
 */
export const pdbRespected = definition.spec;

function stories(): Stories {
  const guarantees = [pdbRespected({ during: "held" })];
  const leaving = { deleting: "2026-11-23T11:00:34Z" };
  // A drain that takes one replica, and another before the first is replaced where it does not keep the budget.
  const drained = (...second: readonly string[]): Story =>
    workerHit({
      guarantees,
      observer: {
        "watch-pods": [
          [4_200, pod(replica("a"), on("worker", leaving))],
          [4_300, pod(replica("d"))],
          ...second.map((letter) => [4_400, pod(replica(letter), on("worker2", leaving))] as const),
          [5_200, pod(replica("d"), on("worker3"))],
        ],
      },
    });
  return { pass: drained(), fail: drained("b"), inconclusive: workerHit({ guarantees }) };
}
