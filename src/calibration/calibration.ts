import { setTimeout as sleep } from "node:timers/promises";
import { findOutages } from "../analysis/outages/outages.ts";
import { isExtra } from "../model/sample.ts";
import type { CalibrationResult, DeadThird } from "./calibration-result.ts";
import { type Played, summarise } from "./calibration-summary.ts";
import { lanesTo, probeWhile } from "./lane-session.ts";
import { canSee, measureTrials } from "./measured-trial.ts";
import { removeStaleRules } from "./packet-filter.ts";
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
  /** Aborted when a person wants it to end: what is in the firewall is taken out, and it rejects. */
  readonly signal: AbortSignal;
  /** One line about what goes on. */
  onProgress(text: string): void;
}

const tracks = 8;
const fastTracks = 2;
const deadlineMs = 2_000;
/** After an outage its last hanging attempt ends within a deadline; then successes must come in again. */
const minCalmMs = deadlineMs + 800;

/** Plays scripted outages to the real probes and says how well they were measured. */
export async function calibrate(options: CalibrationOptions): Promise<CalibrationResult> {
  const startedAt = new Date().toISOString();
  const { signal } = options;
  await removeStaleRules();
  const servers = await ScriptedServers.start(signal);
  try {
    const kinds = trialKinds.filter((kind) => options.blackhole || kind !== "blackhole");
    options.onProgress(`calm: ${Math.round(options.calmMs / 1_000)} s on ${2 * tracks} lanes at 10 Hz`);
    const calm = await play(servers, 10, emptyTracks(tracks), options, () =>
      sleep(options.calmMs, undefined, { signal }),
    );
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
    const { readings: serving } = servers;
    return summarise({
      startedAt,
      seed: options.seed,
      blackhole: options.blackhole,
      calm,
      main,
      fast,
      deadThird,
      serving,
    });
  } finally {
    await servers.stop();
    // The process of the servers may have been killed.
    await removeStaleRules();
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
    await sleep(minCalmMs, undefined, { signal: options.signal });
  });
  const measured = session.lanes.flatMap((lane, index) => {
    const seen = truths.filter(({ track, trial }) => track === Math.floor(index / 2) && canSee(lane, trial.kind));
    return measureTrials(lane, session.samples[index] ?? [], seen, session.startedAtNs);
  });
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
  const session = await probeWhile(lanes, client, backends, () =>
    sleep(options.deadThirdMs, undefined, { signal: options.signal }),
  );
  const scheduled = session.samples.map((own) => own.filter((sample) => !isExtra(sample)));
  const shares = scheduled.map((own) => own.filter((sample) => sample.outcome !== "ok").length / own.length);
  const apparent = session.samples.flatMap((own) => findOutages(own).map((outage) => outage.atLeastMs));
  return {
    lanes: lanes.length,
    attempts: scheduled.flat().length,
    leastShare: Math.min(...shares),
    mostShare: Math.max(...shares),
    longestAtLeastMs: Math.max(0, ...apparent),
  };
}

function emptyTracks(count: number): Trial[][] {
  return Array.from({ length: count }, () => []);
}
