import type { Sample } from "../../model/sample.ts";
import type { FaultRecord, Timeline } from "../../model/timeline.ts";
import { belongs, type Ends } from "../timeline/stretches.ts";

/**
 * So many successes after the last failure show that it was over: with one backend of three dead, chance gives them
 * once in 57 times.
 */
const successesThatShowIt = 10;

/** New connections to the node that a fault hit, until its heal. */
export interface Ejection {
  readonly attempts: number;
  readonly failures: readonly Sample[];
  /** The last attempt that met it, or may have; undefined where none failed. */
  readonly last?: Sample | undefined;
  /** From the fault to the last of them; no upper bound where too few successes came after it. */
  readonly boundsMs: readonly [number, number | null];
}

/** How long attempts, of which each opened a connection, met the target of a fault. */
export function measureEjection(
  all: readonly Sample[],
  stretch: Ends,
  fault: FaultRecord,
  timeline: Timeline,
): Ejection {
  // After the heal the node comes back; failures then are not the load balancer's detection.
  const to = Math.min(stretch.to, fault.healingAt ?? Number.POSITIVE_INFINITY);
  const samples = all
    .filter((sample) => belongs(sample, { from: stretch.from, to, fromInjection: true }))
    .toSorted((a, b) => a.started - b.started);
  const failures = samples.filter((sample) => sample.outcome !== "ok" && mayHaveMet(sample, fault, timeline));
  const last = failures.at(-1);
  if (last === undefined) return { attempts: samples.length, failures, boundsMs: [0, 0] };
  const afterwards = samples.filter((sample) => sample.started > last.started && sample.outcome === "ok");
  const next = afterwards.length >= successesThatShowIt ? afterwards[0] : undefined;
  const atLeastMs = Math.max(0, last.started - (fault.activeAt ?? last.started));
  const atMostMs = next === undefined ? null : next.started - (fault.injectingAt ?? 0);
  return { attempts: samples.length, failures, last, boundsMs: [atLeastMs, atMostMs] };
}

/** A failure without a certificate may have met any backend, so it counts as possibly the target. */
function mayHaveMet(sample: Sample, fault: FaultRecord, timeline: Timeline): boolean {
  const backend = sample.backend === undefined ? undefined : timeline.backends[sample.backend];
  return backend === undefined || fault.nodes.includes(backend);
}
