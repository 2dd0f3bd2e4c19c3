import { createRandom } from "../model/random.ts";
import type { Truth } from "./trial.ts";

/** What a way of measuring says about an outage of this length that begins at 0; 0 when it sees none. */
export interface PeerModel {
  readonly name: string;
  reportedMs(lengthMs: number, hangs: boolean, phase: number): number;
}

/** How far a way of measuring was off over a number of outages. */
export interface PeerResult {
  readonly name: string;
  readonly trials: number;
  readonly missed: number;
  readonly meanErrorMs: number;
  readonly worstErrorMs: number;
}

/**
 * One attempt a second whether or not earlier ones have ended; from the first failing start to the first good one
 * (openshift/origin, pkg/monitor/backenddisruption).
 */
const ticker: PeerModel = {
  name: "1 s ticker",
  reportedMs: (lengthMs, _hangs, phase) => Math.max(0, Math.ceil((lengthMs - phase * 1_000) / 1_000)) * 1_000,
};

/**
 * The next attempt 2 s after the answer to the last, 3 s for an answer; an outage is timed from the attempt after the
 * one that met it (krkn, http_health_check_plugin.py).
 */
const closedLoop: PeerModel = {
  name: "2 s closed loop",
  reportedMs: (lengthMs, hangs, phase) => {
    const stepMs = hangs ? 5_000 : 2_000;
    const firstMs = phase * 2_000;
    const failed = Math.max(0, Math.ceil((lengthMs - firstMs) / stepMs));
    return Math.max(0, failed - 1) * stepMs;
  },
};

/**
 * An attempt 5 s after the last answer, without a time limit; failed attempts in a row times 5 s (ClusterLoader2,
 * APIAvailability).
 */
const poll: PeerModel = {
  name: "5 s poll",
  reportedMs: (lengthMs, hangs, phase) => {
    const firstMs = phase * 5_000;
    if (firstMs >= lengthMs) return 0;
    return hangs ? 5_000 : Math.ceil((lengthMs - firstMs) / 5_000) * 5_000;
  },
};

const hanging: ReadonlySet<string> = new Set(["hang", "hang-tls", "blackhole"]);

/** What other tools' ways of measuring, as their sources have them, make of the same outages. */
export function measureWithPeers(truths: readonly Truth[], seed: number): PeerResult[] {
  const outages = truths.filter(({ trial }) => trial.slow === undefined);
  return [ticker, closedLoop, poll].map((model) => {
    const random = createRandom(seed);
    const results = outages.map((truth) => {
      const lengthMs = Number(truth.endedNs[0] - truth.beganNs[1]) / 1e6;
      const reportedMs = model.reportedMs(lengthMs, hanging.has(truth.trial.kind), random());
      return { missed: reportedMs === 0, errorMs: Math.abs(reportedMs - lengthMs) };
    });
    return {
      name: model.name,
      trials: results.length,
      missed: results.filter((result) => result.missed).length,
      meanErrorMs: results.reduce((sum, result) => sum + result.errorMs, 0) / results.length,
      worstErrorMs: Math.max(...results.map((result) => result.errorMs)),
    };
  });
}
