import type { Degradation } from "../../model/figures.ts";
import type { Sample } from "../../model/sample.ts";
import { countWords, share, tenth } from "../statistics/statistics.ts";
import { backendOf } from "../timeline/backends.ts";

/** Failures further apart than this belong to different degradations, milliseconds. */
export const apartMs = 2_000;

/**
 * Finds the stretches of one lane in which some attempts fail and some succeed, from first to last failure; attempts in
 * the order of their start. A run of failures without a success in it is an outage alone and not listed.
 */
export function findDegradations(samples: readonly Sample[], backends: readonly string[]): Degradation[] {
  const degradations: Degradation[] = [];
  let first = -1;
  let last = -1;
  const close = () => {
    const found = first < 0 ? undefined : describe(samples.slice(first, last + 1), backends);
    if (found !== undefined && found.failed < found.attempts) degradations.push(found);
  };
  samples.forEach((sample, index) => {
    if (sample.outcome === "ok") return;
    if (first < 0 || sample.started - (samples[last] as Sample).started > apartMs) {
      close();
      first = index;
    }
    last = index;
  });
  close();
  return degradations;
}

function describe(samples: readonly Sample[], backends: readonly string[]): Degradation {
  const failures = samples.filter((sample) => sample.outcome !== "ok");
  return {
    from: tenth(failures[0]?.started ?? 0),
    to: tenth(failures.at(-1)?.started ?? 0),
    attempts: samples.length,
    failed: failures.length,
    errorRate: share(failures.length, samples.length),
    errors: countWords(failures.map((sample) => sample.error ?? sample.outcome)),
    backends: countWords(failures.map((sample) => backendOf(sample, backends))),
  };
}
