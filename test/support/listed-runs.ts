import type { ListedRun, RunDigest } from "../../src/model/listed-run.ts";
import type { Outcome } from "../../src/model/outcome.ts";

/** What a made-up run of an index is told to be; the rest is the same for all. */
interface Wish {
  readonly name?: string;
  readonly scenario?: string;
  readonly kubernetes?: string;
  readonly profile?: string;
  readonly startedAt?: string;
  readonly outcome?: Outcome;
  readonly verdicts?: readonly Partial<RunDigest["verdicts"][number]>[];
}

/** A run as an index lists it. */
export function listedRun(wish: Wish = {}): ListedRun {
  const { name = "run", scenario = "etcd-minority", kubernetes = "1.37.2", profile = "stock" } = wish;
  const { startedAt = "2026-11-23T11:00:00.000Z", outcome = "pass", verdicts = [] } = wish;
  return {
    name,
    href: `./${name}/report.html`,
    digest: {
      ...{ version: 1, scenario, startedAt, durationMs: 1_000, end: "completed", outcome, seed: 1, errors: [] },
      cluster: { kubernetes, topology: "ha-3cp-3w", profile },
      server: null,
      assumptions: [],
      verdicts: verdicts.map((verdict) => ({
        ...{ id: "max-outage", guarantee: "max-outage", promise: "never out", outcome, summary: "it was out" },
        ...verdict,
      })),
    },
  };
}
