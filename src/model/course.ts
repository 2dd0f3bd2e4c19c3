/** How something fared at a moment; `unobserved`: nobody looked, or nobody could have seen it. */
export const courseStates = ["ok", "slow", "failed", "unknown", "unobserved"] as const;
/** One of these. `slow` is an answer after more than 1 s, or a pod on its way; `unknown` a write without an answer. */
export type CourseState = (typeof courseStates)[number];

/** A time in which something was in one state; milliseconds since the run's start. */
export interface CourseSpan {
  readonly from: number;
  readonly to: number;
  readonly state: CourseState;
  /** What it was, in a few words: "control-plane2, term 4". */
  readonly text: string;
}

/** One thing of the cluster over time: etcd's leadership, a lease, a node, a pod. */
export interface CourseRow {
  readonly kind: "etcd" | "lease" | "node" | "pod";
  readonly name: string;
  /** In the order of time, without gaps from the first on. */
  readonly spans: readonly CourseSpan[];
}

/** One attempt at an end of an outage: when it began, and how it ended. */
export interface OutageEdge {
  readonly at: number;
  readonly error: string;
}

/** The first and the last attempt without success of an outage, extra attempts included. */
export interface OutageEdges {
  readonly first: OutageEdge;
  readonly last: OutageEdge;
}

/** What a lane that makes attempts is, beside what it saw. */
export interface CourseLane {
  readonly lane: string;
  readonly operation: string;
  readonly via: string;
  readonly connection: string;
  readonly periodMs: number;
  readonly deadlineMs: number;
  /** Times in which it did not look. */
  readonly unobserved: readonly { readonly from: number; readonly to: number; readonly reason: string }[];
  /** One entry for each outage of its series, in their order. */
  readonly outageEdges: readonly OutageEdges[];
}

/** What a guarantee of the run looks at, and its words for people. */
export interface CourseGuarantee {
  readonly id: string;
  readonly about: "safety" | "time";
  /** Patterns of the lanes that it looks at. */
  readonly lanes: readonly string[];
  /** The stretch that it judges: a fault, "whole-run", or another. */
  readonly stretch: string;
  /** Clauses in the past tense, without a full stop; undefined where its kind is not known any more. */
  readonly plainly?: PlainWords | undefined;
}

/** What became of a guarantee, in plain words. */
export interface PlainWords {
  readonly held: string;
  readonly broken: string;
  /** What it measured, whichever it was; `{time}` stands where the bounds go. */
  readonly measured?: string | undefined;
}

/** Something that happened at a moment, or from one to another. */
export interface CourseMoment {
  readonly at: number;
  /** Absent: it has no length, or no end was journaled. */
  readonly to?: number | undefined;
  readonly kind: "step" | "work" | "escalation" | "takeover" | "restart" | "address" | "eviction" | "error" | "note";
  readonly text: string;
}

/** What the prober said of itself and of its machine, once a second or so; shares from 0 to 1, null: not measured. */
export interface CourseHealth {
  readonly at: number;
  /** Of one core. */
  readonly cpuShare: number;
  readonly loopDelayMs: number;
  readonly memoryMb: number;
  readonly machineCpuShare: number | null;
  readonly cpuWaitShare: number | null;
  readonly stolenShare: number | null;
}

/** What a run was made with. */
export interface Provenance {
  /** Version of kind-chaos. */
  readonly harness: string;
  /** Version of Node. */
  readonly node: string;
  /** The machine and the images, by name: "cpus", "memoryGiB", "platform", "kind", …. */
  readonly host: Readonly<Record<string, string | number>>;
}

/** The course of a run: what the cluster, the harness and the machine did over time, beside what lanes saw. */
export interface Course {
  readonly provenance: Provenance;
  /** When attempts were due; milliseconds since the run's start. */
  readonly probed: { readonly from: number; readonly to: number };
  readonly endedAt: number;
  readonly lanes: readonly CourseLane[];
  readonly guarantees: readonly CourseGuarantee[];
  readonly rows: readonly CourseRow[];
  readonly moments: readonly CourseMoment[];
  readonly health: readonly CourseHealth[];
}
