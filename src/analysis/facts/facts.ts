import type { EventOf, JournalEvent } from "../../model/event.ts";
import type { Failover } from "../../model/failover.ts";
import type { Report } from "../../model/report.ts";
import type { LaneTrack, Timeline } from "../../model/timeline.ts";
import type { Contradiction } from "../contradictions/contradiction.ts";
import type { Hole } from "../coverage/hole.ts";
import type { LeaderSighting } from "../etcd/etcd-status.ts";
import type { LeaderTerm } from "../etcd/leader-terms.ts";
import type { FoundOutage } from "../outages/outages.ts";
import type { ReplicaMoment } from "../rescheduling/replicas.ts";
import type { Stretch } from "../timeline/stretches.ts";
import type { FollowedWatch } from "../watch/followed-watch.ts";
import type { KnownObjects } from "../watch/known-objects.ts";
import type { NodeState, PodState, SliceState } from "../watch/observers.ts";

/**
 * A run's timeline with all that several ask of it. Each function computes its answer when it is first asked and keeps
 * it as long as the facts are kept; they are made once for a judgement and handed to its guarantees, its assumptions
 * and its report.
 */
export interface Facts extends Timeline {
  /** The events of one type, in their order. */
  eventsOf<Type extends JournalEvent["type"]>(type: Type): readonly EventOf<Type>[];
  /** The last word on the workload under test; undefined where the run had none. */
  workload(): EventOf<"workload"> | undefined;
  /** The run's stretches: all of it, the warm-up, and two for each fault. */
  stretches(): readonly Stretch[];
  /** The stretch of that name; undefined where the run has none, for example because its fault was never injected. */
  stretch(name: string): Stretch | undefined;
  /**
   * All outages of a lane, where an answer later than `withinMs` (by default 1 s) after its start counts as none.
   */
  outagesOf(track: LaneTrack, withinMs?: number): readonly FoundOutage[];
  /**
   * The times in which a lane could not have seen what a guarantee about a stretch is about: those of attempts that are
   * missing, or with a limit those in which no attempt began for longer. Each whole, also where it reaches beyond the
   * stretch.
   */
  coverageOf(track: LaneTrack, stretch: Pick<Stretch, "from" | "to">, limitMs?: number): readonly Hole[];
  /** The times of probing in which the prober told nothing new of itself. */
  silentInstrument(): readonly Hole[];
  /** All lanes that listen to what is written, each followed through the run. */
  followedWatches(): readonly FollowedWatch[];
  /** What was known of nodes, pods and EndpointSlices at each moment, and when nobody knew. */
  nodes(): KnownObjects<NodeState>;
  pods(): KnownObjects<PodState>;
  slices(): KnownObjects<SliceState>;
  /** The same of pods as far as the workload's replicas are concerned: not known where a list leaves one out. */
  replicas(): KnownObjects<PodState>;
  /** Every state of the workload's replicas that was known; when nobody knew, `replicas` tells. */
  replicaMoments(): readonly ReplicaMoment[];
  /** What all etcd members said of their leader, in the order in which they answered. */
  leaderSightings(): readonly LeaderSighting[];
  /** Which members surely led in which terms. */
  leaderTerms(): readonly LeaderTerm[];
  /** The short name of the node of an etcd member, by its id in hexadecimal; undefined where no reading names it. */
  nodeOfMember(memberId: string): string | undefined;
  /** How late attempts started, milliseconds; null where there was none. */
  lateStarts(): Report["prober"]["lateStartMs"];
  /** Where the journal's events cannot all be so: what rests on them shows nothing. */
  contradictions(): readonly Contradiction[];
  /** Each fault that had consequences, taken apart into the phases of the failover. */
  failovers(): readonly Failover[];
}
