import type { Cluster } from "./cluster.ts";
import type { Judgement } from "./guarantee.ts";
import type { Outcome } from "./outcome.ts";
import type { MonitoredServer } from "./server.ts";
import type { Settings } from "./settings.ts";
import type { FaultRecord } from "./timeline.ts";
import type { WatchFigures } from "./watch-figures.ts";

/** A total outage of one lane: consecutive attempts without success. Its length lies in [atLeastMs, atMostMs]. */
export interface Outage {
  /** It cannot have begun before; the start of the first attempt without success where no success came before. */
  readonly from: number;
  /** It cannot have ended later; null while still open at the end of what was seen. */
  readonly to: number | null;
  readonly atLeastMs: number;
  /** Null: no upper bound, the outage was still open. */
  readonly atMostMs: number | null;
  readonly attempts: number;
  readonly errors: Readonly<Record<string, number>>;
}

/** A stretch in which some attempts fail and some succeed; first to last failure. */
export interface Degradation {
  readonly from: number;
  readonly to: number;
  readonly attempts: number;
  readonly failed: number;
  readonly errorRate: number;
  readonly errors: Readonly<Record<string, number>>;
  /** Failed attempts by the control plane that was met, "unknown" where no certificate was seen. */
  readonly backends: Readonly<Record<string, number>>;
}

/** Figures of one lane over one stretch of the run. */
export interface LaneFigures {
  readonly lane: string;
  readonly attempts: number;
  readonly ok: number;
  readonly failed: number;
  readonly unknown: number;
  readonly errors: Readonly<Record<string, number>>;
  /** Latency of successes from the scheduled time, milliseconds. */
  readonly latencyMs: { readonly p50: number; readonly p99: number; readonly max: number } | null;
  /** Share of attempts that succeeded within 100 ms, 1 s, 5 s and 10 s of their scheduled time. */
  readonly availability: Readonly<Record<"100ms" | "1s" | "5s" | "10s", number>> | null;
  /** Successes later than 1 s after their scheduled time; how late the latest was is in `latencyMs.max`. */
  readonly stalls: number;
  readonly longestOutage: Outage | null;
  readonly outages: number;
  readonly degradations: readonly Degradation[];
}

/** A named stretch with the figures of every lane: "warm-up", or a fault from its injection to the steady state after it. */
export interface StretchFigures {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly lanes: readonly LaneFigures[];
}

/** One phase of a failover; times in milliseconds since the fault was injected, as bounds [at least, at most]. */
export interface FailoverPhase {
  readonly phase: string;
  /** At most is null where nothing bounds it. */
  readonly measuredMs: readonly [number, number | null];
  /** What the cluster's own settings let one expect; null where they say nothing of it. */
  readonly expectedMs: readonly [number, number] | null;
  /** Where the expectation comes from, with its numbers. */
  readonly expectedFrom: string;
  /** "deviating" where the bounds lie outside of what is expected, on either side; null where nothing is expected. */
  readonly state: "ok" | "deviating" | null;
  /** What was seen, in words. */
  readonly summary: string;
}

/** Requests to the workload under test, through nodes that were not hit, from an injection to the steady state after it. */
export interface Requests {
  readonly served: number;
  readonly lost: number;
}

/** A belief about high availability, and what the run says of it. */
export interface TestedMyth {
  readonly claim: string;
  readonly verdict: string;
}

/** The failover after one fault, taken apart. */
export interface Failover {
  readonly fault: string;
  /** Null where no workload was probed. */
  readonly requests: Requests | null;
  readonly phases: readonly FailoverPhase[];
}

/** A setting by which a cluster notices failures later than with the components' own defaults; milliseconds. */
export interface SlowSetting {
  readonly setting: string;
  readonly valueMs: number;
  readonly stockMs: number;
}

/** A stretch in which the prober was beyond one of its own limits: nothing that was measured in it is held against a cluster. */
export interface Disturbance {
  readonly from: number;
  readonly to: number;
  /** In words: "self-probe failed 2 times, event loop late by 80 ms". */
  readonly why: string;
}

/** What must be true of a run before its guarantees mean anything. */
export interface Assumption {
  readonly name: string;
  readonly outcome: Outcome;
  readonly summary: string;
}

/** One guarantee with what it promised and what it came to. */
export interface Verdict extends Omit<Judgement, "about"> {
  /** What comparisons know it by: its name, lanes and stretch, or what the scenario calls it. */
  readonly id: string;
  readonly guarantee: string;
  readonly promise: string;
}

/** The whole result of a run; report.json is this value. */
export interface Report {
  readonly version: 1;
  readonly run: string;
  readonly scenario: string;
  readonly summary: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly end: "completed" | "interrupted" | "failed" | "cut";
  readonly outcome: Outcome;
  readonly exitCode: number;
  readonly seed: number;
  readonly cluster: Cluster | null;
  /** The server that was monitored; null where the cluster was the harness's own. */
  readonly server: MonitoredServer | null;
  readonly settings: Settings | null;
  readonly steps: readonly string[];
  /** Null where the scenario tests none. */
  readonly myth: TestedMyth | null;
  readonly assumptions: readonly Assumption[];
  readonly verdicts: readonly Verdict[];
  readonly faults: readonly FaultRecord[];
  readonly stretches: readonly StretchFigures[];
  /** The lanes that listen, over the whole run. */
  readonly watches: readonly WatchFigures[];
  /** Each fault that had consequences, taken apart into the phases of the failover. */
  readonly failovers: readonly Failover[];
  /** Settings that make this cluster slower than stock, whether limits hold or not. */
  readonly slowerThanStock: readonly SlowSetting[];
  /** What the lanes together say about where it went wrong: load balancer, API server, etcd or client. */
  readonly findings: readonly string[];
  readonly prober: {
    readonly samples: number;
    readonly lateStartMs: { readonly p50: number; readonly p99: number; readonly max: number } | null;
    readonly cpuShare: number;
    readonly memoryMb: number;
    readonly disturbed: readonly Disturbance[];
  };
  readonly errors: readonly string[];
}

/** One form of a report; the default export of a file in src/report. Pure. */
export interface Reporter {
  /** Name of the file in the run's folder. */
  readonly file: string;
  render(report: Report): string;
}
