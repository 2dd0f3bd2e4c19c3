import type { JournalEvent } from "../model/event.ts";
import type { GuaranteeSpec } from "../model/guarantee.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Sample } from "../model/sample.ts";
import type { Observed, WatchArrival } from "../model/watch.ts";

/** Made-up runs of a guarantee: one that keeps it, one that breaks it, and one that shows neither. */
export type Stories = Readonly<Record<Outcome, Story>>;

/** How one attempt of a story ends, where it is not a quick success. */
export type Fate = Partial<
  Pick<Sample, "outcome" | "error" | "backend" | "connection" | "status" | "revision" | "detail">
> & {
  readonly latencyMs?: number;
};

/** One attempt before its fate is known. */
export interface Attempt {
  readonly lane: string;
  /** Milliseconds since the run's start. */
  readonly at: number;
  readonly number: number;
  /** The control plane that would be met: 0, 1 or 2. */
  readonly backend: number;
  readonly random: () => number;
}

/** The fault of a story; times in milliseconds since the run's start. */
export interface StoryFault {
  readonly id: string;
  readonly injectingAt: number;
  readonly activeAt: number;
  readonly healingAt?: number;
  readonly healedAt: number;
  readonly steadyAt?: number;
  /** Proven unless said otherwise. */
  readonly proven?: boolean;
}

/** What a made-up run is like; everything not said is a run in which nothing goes wrong. */
export interface Story {
  readonly lanes: readonly string[];
  readonly guarantees: readonly GuaranteeSpec[];
  readonly durationMs?: number;
  readonly fault?: StoryFault;
  readonly fate?: ((attempt: Attempt) => Fate | undefined) | undefined;
  readonly events?: readonly JournalEvent[];
  /** Replaces an event of the ordinary ones, or leaves it out. */
  readonly change?: (event: JournalEvent) => JournalEvent | undefined;
  readonly seed?: number;
  readonly hz?: number;
  /**
   * What arrives on a lane that watches, given the attempts of all lanes in the order of their ends; without it there
   * is none.
   */
  readonly watch?: (samples: readonly Sample[]) => readonly WatchArrival[];
  /** What the lane of an operation that observes lists when it begins; by default what the run's cluster has. */
  readonly listed?: Readonly<Record<string, readonly Observed[]>>;
  /**
   * States of objects by the operation that observes them, each with the moment of its change; with a lane of writes
   * these date them.
   */
  readonly observer?: Readonly<Record<string, readonly (readonly [at: number, state: Observed])[]>>;
}
