import type { ComparedRun } from "../../src/comparison/compared-run.ts";
import { createRandom } from "../../src/model/random.ts";

/** What is measured of one guarantee in a made-up run; without `ms` it has only an outcome. */
interface Wish {
  readonly id: string;
  readonly ms?: readonly [number, number | null];
  readonly outcome?: "pass" | "fail" | "inconclusive";
  readonly primary?: false;
}

/** A run as comparisons read it, with the verdicts that a test wants; `day` is when it was. */
export function comparedRun(verdicts: readonly Wish[], day = 0, change: Partial<ComparedRun> = {}): ComparedRun {
  const startedAt = new Date(Date.UTC(2026, 10, 1, day)).toISOString();
  return {
    ...{ version: 1, run: `run-${String(day).padStart(4, "0")}`, scenario: "etcd-leader-kill", startedAt },
    ...{
      durationMs: 90_000,
      end: "completed",
      harness: "0.1.0",
      steps: ["kill: process-kill etcd on the etcd leader"],
    },
    host: { cpus: 2, memoryGiB: 24, platform: "linux x64", kind: "0.33.0" },
    cluster: {
      ...{ kubernetes: "1.37.2", topology: "ha-3cp-3w", profile: "stock" },
      ...{ nodeImage: "node:a", loadBalancerImage: "envoy:a" },
    },
    server: null,
    settings: { etcd: { electionMs: 1_000 } },
    assumptions: [{ outcome: "pass" }],
    verdicts: verdicts.map(({ id, ms, outcome = "pass", primary }) => ({
      ...{ id, outcome, limitMs: 4_000 },
      ...(ms === undefined ? {} : { measuredMs: [...ms] as [number, number | null] }),
      ...(primary === false ? {} : { primary: true as const }),
    })),
    failovers: [],
    ...change,
  };
}

/** Elections of three members as probes see them, with what makes them up. */
export interface Elections {
  readonly seed: number;
  /** The election timeout against etcd's own second. */
  readonly slower?: number;
  /** How far apart two looks of a probe are, milliseconds. */
  readonly widthMs?: number;
}

/**
 * Bounds of elections after the leader was killed: the first of two followers whose random timeouts, 1 to 2 of the
 * election timeout, are over, and 150 ms until writes go on; about 1.5 s with etcd's own second.
 */
export function* elections({ seed, slower = 1, widthMs = 200 }: Elections): Generator<[number, number]> {
  const random = createRandom(seed);
  for (;;) {
    const tookMs = slower * (150 + 1_000 * (1 + Math.min(random(), random())));
    const from = Math.max(0, tookMs - random() * widthMs);
    yield [from, from + widthMs];
  }
}
