import { createRandom } from "../model/random.ts";

/** Ways in which a scripted server is out: what a client sees differs, the truth is the same. */
export const trialKinds = [
  "refused",
  "reset",
  "hang",
  "hang-tls",
  "http-500",
  "http-429",
  "body-cut",
  "slow",
  "blackhole",
  "flapping",
] as const;
export type TrialKind = (typeof trialKinds)[number];

/** One scripted outage. */
export interface Trial {
  readonly kind: TrialKind;
  /**
   * Quiet time before it: longer than a deadline, so that no attempt of the trial before is still under way; short
   * while a server flaps.
   */
  readonly calmMs: number;
  readonly lengthMs: number;
  /** Of a slow one: how late every answer comes, and the latency limit that it is held against. */
  readonly slow?: { readonly delayMs: number; readonly latencyLimitMs: number };
}

/** When a scripted outage really began and ended: each between two moments on process.hrtime, in nanoseconds. */
export interface Truth {
  readonly track: number;
  readonly trial: Trial;
  readonly beganNs: readonly [bigint, bigint];
  readonly endedNs: readonly [bigint, bigint];
}

const lengths: readonly (readonly [number, number, number])[] = [
  [0.5, 20, 300],
  [0.85, 300, 3_000],
  [0.97, 3_000, 10_000],
  [1, 10_000, 30_000],
];
const latencyLimitsMs = [100, 1_000];
/** Outages of a server that flaps, and the least and most of each and of the time between two. */
const flaps = 4;
const flapMs = [40, 600] as const;

/** Outages for several servers at once, drawn from a seed: lengths from 20 ms to 30 s, short ones more often. */
export function planTrials(
  seed: number,
  tracks: number,
  trialsPerTrack: number,
  kinds: readonly TrialKind[],
  minCalmMs: number,
): Trial[][] {
  const random = createRandom(seed);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  const flapLength = () => flapMs[0] + random() * (flapMs[1] - flapMs[0]);
  const trial = (): Trial | Trial[] => {
    const kind = pick(kinds);
    const calmMs = minCalmMs + random() * 1_000;
    if (kind === "flapping") {
      return Array.from({ length: flaps }, (_, flap) => ({
        kind,
        calmMs: flap === 0 ? calmMs : flapLength(),
        lengthMs: flapLength(),
      }));
    }
    if (kind === "slow") {
      const latencyLimitMs = pick(latencyLimitsMs);
      return {
        kind,
        calmMs,
        lengthMs: 1_000 + random() * 2_000,
        slow: { latencyLimitMs, delayMs: latencyLimitMs * pick([0.4, 1.6]) },
      };
    }
    const lengthMs = drawLength(random);
    // A lost packet is sent again after 200 ms to 1 s: a shorter hole is a stall, not an outage.
    return { kind, calmMs, lengthMs: kind === "blackhole" ? Math.max(lengthMs, 700) : lengthMs };
  };
  return Array.from({ length: tracks }, () => Array.from({ length: trialsPerTrack }, trial).flat());
}

function drawLength(random: () => number): number {
  const draw = random();
  const [, least, most] = lengths.find(([share]) => draw < share) ?? [1, 10_000, 30_000];
  return least * (most / least) ** random();
}
