import type { MachineReading } from "../analysis/verdict/machine/why-unfit.ts";
import { isExtra } from "../model/sample.ts";
import {
  byKind,
  byLength,
  type CalibrationResult,
  type DeadThird,
  figuresOf,
  meanError,
} from "./calibration-result.ts";
import { whyNotFit } from "./fitness.ts";
import type { LaneSession } from "./lane-session.ts";
import { falseOutages, type MeasuredTrial } from "./measured-trial.ts";
import { measureWithPeers } from "./peer-models.ts";
import type { Truth } from "./trial.ts";

/** Scripted outages, the samples taken meanwhile, and what these made of those. */
export interface Played {
  readonly session: LaneSession;
  readonly truths: readonly Truth[];
  readonly measured: readonly MeasuredTrial[];
}

/** What a calibration played and what came of it. */
export interface CalibrationParts {
  readonly startedAt: string;
  readonly seed: number;
  readonly blackhole: boolean;
  readonly calm: Played;
  readonly main: Played;
  readonly fast: Played;
  readonly deadThird: DeadThird;
  /** How late the servers' own event loop was. */
  readonly serving: readonly MachineReading[];
}

/** Puts the figures of a calibration together. */
export function summarise({
  startedAt,
  seed,
  blackhole,
  calm,
  main,
  fast,
  deadThird,
  serving,
}: CalibrationParts): CalibrationResult {
  const measured = main.measured;
  const falseOnes = [calm, main].flatMap(({ session, truths }) =>
    session.samples.flatMap((own, index) =>
      falseOutages(
        own,
        truths.filter((truth) => truth.track === Math.floor(index / 2)),
        session.startedAtNs,
      ),
    ),
  );
  const late = [calm, main]
    .flatMap(({ session }) => session.samples.flat().filter((sample) => !isExtra(sample)))
    .map((sample) => sample.started - sample.scheduled)
    .toSorted((a, b) => a - b);
  const lateP99Ms = late[Math.floor(late.length * 0.99)] ?? 0;
  const figures = [calm, main, fast].flatMap(({ session }) => session.figures);
  const cpu = calm.session.figures.map((figure) => figure.cpuShare);
  return {
    version: 1,
    seed,
    startedAt,
    kinds: byKind(measured),
    lengths: byLength(measured),
    total: figuresOf("all", measured),
    fast: [...byKind(fast.measured), figuresOf("all", fast.measured)],
    calm: {
      laneHours: (calm.session.seconds * calm.session.lanes.length) / 3_600,
      falseOutages: falseOnes.length,
    },
    deadThird,
    peers: measureWithPeers(main.truths, seed),
    meanErrorMs: meanError(measured),
    prober: {
      lateP50Ms: late[Math.floor(late.length * 0.5)] ?? 0,
      lateP99Ms,
      cpuShare: cpu.reduce((sum, share) => sum + share, 0) / Math.max(1, cpu.length),
    },
    wrong: [...measured, ...fast.measured].filter((trial) => !trial.inside),
    unfit: whyNotFit({
      probing: [calm, main, fast].map(({ session }) => session.figures),
      serving,
      selfProbeFailures: figures.reduce((sum, { selfProbeFailures }) => sum + selfProbeFailures, 0),
      lateP99Ms,
    }),
    notes: blackhole ? [] : ["no blackhole outages: the firewall needs root and iptables"],
  };
}
