/** What a lane sees now: answers, answers and failures, none at all, nothing was asked yet or any more. */
export type LaneState = "ok" | "degraded" | "out" | "quiet";

/**
 * What a lane saw in one second, worst first: `failed` every attempt, `part` some, `unknown` a write without an answer,
 * `slow` an answer after more than 1 s; `fast`, `usual`, `long` and `longer` answers up to 10, 30, 100 and 1000 ms;
 * `none` nothing, because no attempt of that second has ended, or none was due.
 */
export type Cell = "failed" | "part" | "unknown" | "slow" | "longer" | "long" | "usual" | "fast" | "none";

/** One lane as a person watches it. */
export interface LiveLane {
  readonly lane: string;
  readonly state: LaneState;
  /** In words: "12 ms", "40 % fail (hang), else 12 ms", "out for 2.1 s (refused)". */
  readonly text: string;
  /** For how long it has been out, milliseconds; only while it is. */
  readonly outMs?: number | undefined;
  /** The longest time without an answer that is over and had a failure in it, milliseconds; 0 of none. */
  readonly longestOutMs: number;
  /** One for each second, the newest last. */
  readonly cells: readonly Cell[];
}

/** How far a fault, or an operator's work, is. */
export type FaultStage = "intent" | "injecting" | "active" | "unproven" | "healing" | "healed" | "not-healed" | "done";

/** One fault, or work, as a person watches it. */
export interface LiveFault {
  readonly id: string;
  readonly description: string;
  /** Where: "control-plane2". */
  readonly nodes: readonly string[];
  readonly stage: FaultStage;
  /** For how long it has been in this stage, milliseconds. */
  readonly sinceMs: number;
  /** What was last seen of it; empty before that. */
  readonly evidence: string;
}

/** Where a run is. */
export interface LivePhase {
  readonly name: string;
  readonly sinceMs: number;
  /** How long it takes by the plan, milliseconds; undefined where nobody can know. */
  readonly ofMs?: number | undefined;
  /** It takes at most `ofMs`, and likely less. */
  readonly atMost: boolean;
}

/** Something that was told, with its time since the run's start in milliseconds. */
export interface LiveLine {
  readonly at: number;
  readonly text: string;
}

/** A run as it is seen at one moment: what every view of it is drawn from. Plain data; texts are as they came. */
export interface LiveSnapshot {
  /** Where runs follow each other: "3/12 etcd-majority"; else the scenario. */
  readonly title: string;
  readonly summary: string;
  /** Milliseconds since the run's start. */
  readonly at: number;
  readonly phase: LivePhase;
  /** How long it likely still takes, milliseconds, negative when it takes longer; undefined where a person ends it. */
  readonly leftMs?: number | undefined;
  /** Those that are not over, and for 10 s those that are; the newest first. */
  readonly faults: readonly LiveFault[];
  /** Those in trouble first. */
  readonly lanes: readonly LiveLane[];
  /** What was told, the newest last; at most 50. */
  readonly lines: readonly LiveLine[];
  /** How it ended: "completed", "interrupted"; undefined while it goes on. */
  readonly ended?: string | undefined;
}
