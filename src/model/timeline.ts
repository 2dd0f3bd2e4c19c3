import { z } from "zod";
import type { Cluster } from "./cluster.ts";
import type { Damage } from "./damage.ts";
import type { DeepReadonly } from "./deep-readonly.ts";
import type { EventOf, JournalEvent } from "./event.ts";
import type { Lane, WatchLane } from "./lane.ts";
import { momentSchema } from "./moment.ts";
import type { Sample } from "./sample.ts";
import type { MonitoredServer } from "./server.ts";
import type { Settings } from "./settings.ts";
import type { WatchArrival } from "./watch.ts";

const evidenceSchema = z.strictObject({ proven: z.boolean(), detail: z.string() });

/** The shape of one fault with all its times. */
export const faultRecordSchema = z.strictObject({
  id: z.string().describe("its name in the scenario"),
  fault: z.string().describe("its kind"),
  description: z.string(),
  target: z.string(),
  nodes: z.array(z.string()).describe("short names of the nodes that it hit"),
  sustained: z.boolean().describe("it is held until it is healed; else it heals by itself"),
  injectingAt: momentSchema.optional().describe("when injecting began: the fault cannot have acted before"),
  struckAt: momentSchema
    .optional()
    .describe("when the injection's own commands had ended: by then all of it can take effect"),
  activeAt: momentSchema.optional().describe("when it was proven to be active: it cannot have begun later"),
  healingAt: momentSchema.optional().describe("when healing began"),
  undoneAt: momentSchema.optional().describe("when the undo's own commands had ended; what is left is the cluster's"),
  healedAt: momentSchema.optional().describe("when the heal was proven"),
  steadyAt: momentSchema.optional().describe("when the steady state held again"),
  active: evidenceSchema.optional(),
  healed: evidenceSchema.optional(),
});
/** One fault with all its times; milliseconds since the run's start. */
export type FaultRecord = DeepReadonly<z.infer<typeof faultRecordSchema>>;

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
  /** The journal does not say how many there were: where some are missing, nobody knows. */
  readonly uncounted?: boolean | undefined;
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
  /** Why it ended; "cut" for a journal without its last line, "died" where somebody else wrote that. */
  readonly end: "completed" | "interrupted" | "deadline" | "failed" | "died" | "cut";
  /** Places at which the journal is damaged. */
  readonly damaged: number;
  /** The first of them. */
  readonly damage: readonly Damage[];
}
