import { z } from "zod";
import { duringParam } from "../analysis/limits/parameters.ts";
import { isHealthy } from "../analysis/rescheduling/replicas.ts";
import { counted } from "../analysis/statistics/format.ts";
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
  covers:
    "It covers every state of the workload's replicas that was streamed in the stretch; states that no stream told are exempt.",
  params,
  describe: ({ during }) => `the workload is never below its PodDisruptionBudget (${during})`,
  judge({ during }, facts) {
    const stretch = stretchOf(during, facts);
    const workload = facts.workload();
    const moments = facts.replicaMoments();
    if (workload?.maxUnavailable === undefined || moments === undefined)
      return inconclusive("the workload's budget is not known, or nobody observed its pods");
    const least = workload.replicas.length - workload.maxUnavailable;
    const counts = moments
      .filter(({ when }) => when[1] >= stretch.from && when[0] <= stretch.to)
      .map(({ when, replicas }) => ({ when, healthy: replicas.filter(isHealthy).length }));
    const begin = moments.findLast(({ when }) => when[1] < stretch.from);
    const all = [
      ...(begin === undefined ? [] : [begin.replicas.filter(isHealthy).length]),
      ...counts.map(({ healthy }) => healthy),
    ];
    const lowest = Math.min(...all);
    const told = `at least ${lowest} of ${counted(workload.replicas.length, "replica")} Ready at each of ${counted(all.length, "state")}, the budget demands ${least}`;
    const below = counts.filter(({ healthy }) => healthy < least);
    return {
      outcome: lowest < least ? "fail" : "pass",
      summary: told,
      marks: below
        .slice(0, 5)
        .map(({ when, healthy }) => ({ from: when[0], to: when[1], text: `only ${healthy} Ready` })),
    };
  },
  stories,
});
export default definition;

/**
 * Promises that the workload never has fewer replicas that are Ready and not on their way out than its budget demands,
 * at any of the states that were streamed.
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
