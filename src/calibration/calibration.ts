import { setTimeout as sleep } from "node:timers/promises";
import { findOutages } from "../analysis/outages.ts";
import {
  byKind,
  byLength,
  type CalibrationResult,
  type DeadThird,
  figuresOf,
  meanError,
} from "./calibration-result.ts";
import { type LaneSession, lanesTo, probeWhile } from "./lane-session.ts";
import { canSee, falseOutages, type MeasuredTrial, measureTrial } from "./measured-trial.ts";
import { measureWithPeers } from "./peer-models.ts";
import { ScriptedServers } from "./scripted-servers.ts";
import { planTrials, type Trial, type TrialKind, type Truth, trialKinds } from "./trial.ts";

/** How long and how much is calibrated. */
export interface CalibrationOptions {
  /** Outages times lanes, at least. */
  readonly trials: number;
  /** The same at 50 Hz. */
  readonly fastTrials: number;
  readonly calmMs: number;
  /** How long one backend of three is dead. */
  readonly deadThirdMs: number;
  readonly seed: number;
  /** Whether the firewall may be used, for packets that vanish; needs root. */
  readonly blackhole: boolean;
  /** One line about what goes on. */
  onProgress(text: string): void;
}

const tracks = 8;
const fastTracks = 2;
const deadlineMs = 2_000;
/** After an outage its last hanging attempt ends within a deadline; then successes must come in again. */
const minCalmMs = deadlineMs + 800;

interface Played {
  readonly session: LaneSession;
  readonly truths: readonly Truth[];
  readonly measured: readonly MeasuredTrial[];
}

/** Plays scripted outages to the real probes and says how well they were measured. */
export async function calibrate(options: CalibrationOptions): Promise<CalibrationResult> {
  const startedAt = new Date().toISOString();
  const servers = await ScriptedServers.start();
  try {
    const kinds = trialKinds.filter((kind) => options.blackhole || kind !== "blackhole");
    options.onProgress(`calm: ${Math.round(options.calmMs / 1_000)} s on ${2 * tracks} lanes at 10 Hz`);
    const calm = await play(servers, 10, emptyTracks(tracks), options, () => sleep(options.calmMs));
    const perTrack = Math.ceil(options.trials / tracks / 2);
    const main = await play(servers, 10, planTrials(options.seed, tracks, perTrack, kinds, minCalmMs), options);
    const fastKinds: TrialKind[] = ["refused", "http-500"];
    const fastPlan = planTrials(
      options.seed + 1,
      fastTracks,
      Math.ceil(options.fastTrials / fastTracks / 2),
      fastKinds,
      minCalmMs,
    );
    const fast = await play(servers, 50, fastPlan, options);
    options.onProgress("one backend of three dead behind a round-robin");
    const deadThird = await measureDeadThird(servers, options);
    return summarise({ startedAt, options, calm, main, fast, deadThird });
  } finally {
    servers.stop();
  }
}

async function play(
  servers: ScriptedServers,
  hz: number,
  plan: readonly (readonly Trial[])[],
  options: CalibrationOptions,
  also: () => Promise<unknown> = async () => {},
): Promise<Played> {
  const backends = plan.map((_, track) => [`server${track + 1}`]);
  const { ports, client } = await servers.open(backends);
  const total = plan.flat().length;
  let truths: Truth[] = [];
  const session = await probeWhile(lanesTo(ports, hz, deadlineMs, options.seed), client, backends.flat(), async () => {
    truths = await servers.play(plan, (count) => {
      if (count % 20 === 0 || count === total) options.onProgress(`${count} of ${total} outages played at ${hz} Hz`);
    });
    await also();
    await sleep(minCalmMs);
  });
  const measured = session.lanes.flatMap((lane, index) =>
    truths
      .filter((truth) => truth.track === Math.floor(index / 2) && canSee(lane, truth.trial.kind))
      .map((truth) => measureTrial(lane, session.samples[index] ?? [], truth, session.startedAtNs)),
  );
  return { session, truths, measured };
}

async function measureDeadThird(servers: ScriptedServers, options: CalibrationOptions): Promise<DeadThird> {
  const backends = ["backend1", "backend2", "backend3"];
  const { ports, client } = await servers.open([backends]);
  servers.behave(0, { is: "reset" }, 1);
  const [port = 0] = ports;
  // As many lanes as backends, all with new connections: in step, each lane would always meet the same one.
  const lanes = lanesTo([port, port, port], 10, deadlineMs, options.seed)
    .filter((lane) => lane.connection === "new")
    .map((lane, index) => ({ ...lane, index }));
  const session = await probeWhile(lanes, client, backends, () => sleep(options.deadThirdMs).then(() => {}));
  const shares = session.samples.map((own) => own.filter((sample) => sample.outcome !== "ok").length / own.length);
  const apparent = session.samples.flatMap((own) => findOutages(own).map((outage) => outage.atLeastMs));
  return {
    lanes: lanes.length,
    attempts: session.samples.flat().length,
    leastShare: Math.min(...shares),
    mostShare: Math.max(...shares),
    longestAtLeastMs: Math.max(0, ...apparent),
  };
}

function emptyTracks(count: number): Trial[][] {
  return Array.from({ length: count }, () => []);
}

interface Parts {
  readonly startedAt: string;
  readonly options: CalibrationOptions;
  readonly calm: Played;
  readonly main: Played;
  readonly fast: Played;
  readonly deadThird: DeadThird;
}

function summarise({ startedAt, options, calm, main, fast, deadThird }: Parts): CalibrationResult {
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
    .flatMap(({ session }) => session.samples.flat().map((sample) => sample.started - sample.scheduled))
    .toSorted((a, b) => a - b);
  const cpu = calm.session.figures.map((figure) => figure.cpuShare);
  return {
    version: 1,
    seed: options.seed,
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
    peers: measureWithPeers(main.truths, options.seed),
    meanErrorMs: meanError(measured),
    instrument: {
      lateP50Ms: late[Math.floor(late.length * 0.5)] ?? 0,
      lateP99Ms: late[Math.floor(late.length * 0.99)] ?? 0,
      cpuShare: cpu.reduce((sum, share) => sum + share, 0) / Math.max(1, cpu.length),
    },
    wrong: [...measured, ...fast.measured].filter((trial) => !trial.inside),
    notes: options.blackhole ? [] : ["no blackhole outages: the firewall needs root and iptables"],
  };
}
