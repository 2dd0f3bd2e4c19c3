import { z } from "zod";
import type { Outcome } from "./outcome.ts";

/** A bound computed from the cluster's own settings; the names are those of src/analysis/limits/derived-limits.ts. */
export const derivedLimitNameSchema = z.enum([
  "etcd-election",
  "etcd-stall",
  "etcd-step-down",
  "load-balancer-ejection",
  "load-balancer-return",
  "address-takeover",
  "address-handover",
  "address-check",
  "address-overlap",
  "controller-manager-takeover",
  "scheduler-takeover",
  "apiserver-hang-detection",
  "node-not-ready",
  "node-eviction",
]);
export type DerivedLimitName = z.infer<typeof derivedLimitNameSchema>;

/** A limit of a guarantee: a length of time ("5s"), or a bound of the cluster's own, with an allowance on top. */
export const limitSchema = z.union([
  z.string(),
  z.object({ derived: derivedLimitNameSchema, plus: z.string().optional() }),
]);
export type Limit = z.infer<typeof limitSchema>;

/** The shape of what is known of a limit that a person set in the place of the scenario's own. */
export const ownLimitSchema = z.strictObject({
  /** What the scenario says, or what the guarantee judges by where it says nothing; null: none. */
  instead: limitSchema.nullable(),
  /** Where it was set: "kind-chaos.config.yaml:12". */
  from: z.string(),
  reason: z.string(),
});
export type OwnLimit = z.infer<typeof ownLimitSchema>;

/** A guarantee as a scenario asks for it, plain data; made by the function of that guarantee. */
export interface GuaranteeSpec {
  /**
   * What reports and comparisons know it by, unlike every other of the run: its name, lanes and stretch, or what the
   * scenario calls it (`as`).
   */
  readonly id: string;
  /** The name of a file in src/guarantees. */
  readonly guarantee: string;
  /** That guarantee's own parameters. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Set where a scenario names it in `primary`: comparisons of runs make claims about it. */
  readonly primary?: true | undefined;
  /** Set where its limit is a person's own, and not the scenario's. */
  readonly ownLimit?: OwnLimit | undefined;
}

/**
 * What a parameter can name: `lanes` by patterns of their ids; a `stretch`, which is the whole run, a fault or a
 * fault's time of being held; a `fault`; `work` of an operator; or any `step` that has a name, a fault or work.
 */
export type Referent = "lanes" | "stretch" | "fault" | "work" | "step";

/** The names that one parameter of a guarantee gives. */
export interface Reference {
  /** The parameter. */
  readonly param: string;
  readonly to: Referent;
  readonly names: readonly string[];
}

/** What a guarantee looks at. */
export interface Scope {
  /** Patterns of the ids of lanes that make attempts. */
  readonly lanes: readonly string[];
  /** Patterns of the ids of lanes that listen. */
  readonly watches: readonly string[];
  /** The stretch that is judged, where a parameter names one; else the whole run is. */
  readonly stretch?: string | undefined;
  /** Everything that its parameters name. */
  readonly references: readonly Reference[];
}

/** A stretch of the run that a judgement points at. */
export interface Mark {
  readonly from: number;
  /** Undefined where it was still open at the end. */
  readonly to?: number | undefined;
  readonly text: string;
}

/**
 * What a guarantee came to. Times in milliseconds; bounds are [at least, at most], at most null where there is none.
 */
export interface Judgement {
  readonly outcome: Outcome;
  /** One line that says why, in plain words with the figures. */
  readonly summary: string;
  readonly limitMs?: number | undefined;
  /** Where the limit comes from, with its numbers, for example "4 × election-timeout 1000 ms". */
  readonly limitSource?: string | undefined;
  /** What the cluster's own settings let one expect. */
  readonly expectedMs?: readonly [number, number] | undefined;
  readonly measuredMs?: readonly [number, number | null] | undefined;
  readonly marks: readonly Mark[];
  /**
   * The part of the stretch that it looked at, where that is not all of it: whether the machine could carry the run is
   * asked of this part.
   */
  readonly looked?: { readonly from: number; readonly to: number } | undefined;
  /**
   * Set where it shows by itself that no busy machine made it hold: attempts like those that had to fail were answered,
   * and soon.
   */
  readonly unhurried?: boolean | undefined;
  /** Says what a broken promise is about where that is not what the guarantee as a whole is about. */
  readonly about?: "time";
}

/** A judgement that nothing can be said, and why. */
export function inconclusive(summary: string): Judgement {
  return { outcome: "inconclusive", summary, marks: [] };
}
