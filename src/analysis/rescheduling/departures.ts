import type { Pod } from "../../model/event.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { FaultRecord } from "../../model/timeline.ts";
import type { Facts } from "../facts/facts.ts";
import { deriveLimit } from "../limits/derived-limits.ts";
import { absencesOf } from "./absent-nodes.ts";

/**
 * Whether a pod went without need: fail; pass where its node surely was not Ready for as long as the pod tolerates,
 * before it went; inconclusive where that may have been so, or nobody observed the nodes and a fault was on that one.
 */
export function judgeDeparture(pod: Pod, facts: Facts): Outcome {
  const { tolerationMs } = pod;
  if (tolerationMs === undefined) return "fail";
  const absences = absencesOf(pod.node, facts);
  if (absences === undefined) return judgeUnobserved(pod, tolerationMs, facts);
  const wentBy = facts
    .pods()
    .sightings.find(({ state }) => state.uid === pod.uid && (state.gone || state.deleting !== undefined))?.when[1];
  const due = absences.filter(({ from }) => from + tolerationMs <= (wentBy ?? Number.POSITIVE_INFINITY));
  if (due.some(({ surelyMs }) => surelyMs >= tolerationMs)) return "pass";
  return due.some(({ perhapsMs }) => perhapsMs >= tolerationMs) ? "inconclusive" : "fail";
}

/** Without the nodes' own state no fault shows that a node was gone; one that was too short shows that it was not. */
function judgeUnobserved(pod: Pod, tolerationMs: number, facts: Facts): Outcome {
  if (facts.settings === undefined) return "inconclusive";
  const soonestMs = (deriveLimit("node-not-ready", facts.settings)?.expectedMs[0] ?? 0) + tolerationMs;
  const faults = facts.faults.filter(({ nodes }) => nodes.includes(pod.node));
  return faults.some((fault) => perhapsGoneMs(fault, facts) >= soonestMs) ? "inconclusive" : "fail";
}

function perhapsGoneMs({ injectingAt, steadyAt }: FaultRecord, { endedAt }: Facts): number {
  return injectingAt === undefined ? 0 : (steadyAt ?? endedAt) - injectingAt;
}
