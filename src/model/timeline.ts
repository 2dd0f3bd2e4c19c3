import type { Cluster } from "./cluster.ts";
import type { EventOf, JournalEvent } from "./event.ts";
import type { Lane, WatchLane } from "./lane.ts";
import type { Sample } from "./sample.ts";
import type { MonitoredServer } from "./server.ts";
import type { Settings } from "./settings.ts";
import type { WatchArrival } from "./watch.ts";

/** One fault with all its times; milliseconds since the run's start. */
export interface FaultRecord {
  readonly id: string;
  readonly fault: string;
  readonly description: string;
  readonly target: string;
  /** Short names of the nodes that it hit. */
  readonly nodes: readonly string[];
  readonly sustained: boolean;
  /** When injecting began: the fault cannot have acted before. */
  readonly injectingAt?: number | undefined;
  /** When it was proven to be active: it cannot have begun later. */
  readonly activeAt?: number | undefined;
  readonly healingAt?: number | undefined;
  readonly healedAt?: number | undefined;
  /** When the steady state held again. */
  readonly steadyAt?: number | undefined;
  readonly active?: { readonly proven: boolean; readonly detail: string } | undefined;
  readonly healed?: { readonly proven: boolean; readonly detail: string } | undefined;
}

/** The attempts of one lane in the order in which they started. */
export interface LaneTrack {
  readonly lane: Lane;
  /** Those of its schedule: what every share, count and latency is made of. */
  readonly samples: readonly Sample[];
  /** With the extra ones that were made while the lane was out: what bounds of outages are made of. */
  readonly all: readonly Sample[];
}

/** What arrived on a lane that listens, in its order. */
export interface WatchTrack {
  readonly lane: WatchLane;
  readonly arrivals: readonly WatchArrival[];
}

/** A journal put in order: what analysis, guarantees and reports read. */
export interface Timeline {
  readonly start: EventOf<"run-start">;
  readonly cluster?: Cluster | undefined;
  /**
   * Set where a cluster was monitored that the harness did not make; then there is no cluster, no settings and no
   * steady state.
   */
  readonly server?: MonitoredServer | undefined;
  readonly settings?: Settings | undefined;
  readonly tracks: readonly LaneTrack[];
  /** The lanes that listen; they have no attempts and are not among the tracks. */
  readonly watches: readonly WatchTrack[];
  readonly backends: readonly string[];
  readonly faults: readonly FaultRecord[];
  /** All events but what arrived on watches: that is in their tracks. */
  readonly events: readonly JournalEvent[];
  /** When the journal ends; milliseconds. */
  readonly endedAt: number;
  /** Why it ended; "cut" for a journal without its last line. */
  readonly end: "completed" | "interrupted" | "failed" | "cut";
  /** Lines that could not be read. */
  readonly damaged: number;
}
