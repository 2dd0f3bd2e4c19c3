import { z } from "zod";
import type { Outcome } from "./outcome.ts";
import type { Settings } from "./settings.ts";
import type { Timeline } from "./timeline.ts";

/** A bound computed from the cluster's own settings; the names are those of src/analysis/limits/derived-limits.ts. */
export const derivedLimitNameSchema = z.enum([
  "etcd-election",
  "load-balancer-ejection",
  "load-balancer-return",
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

/** Which part of the run is judged: the whole, or from the injection of the fault of that name to the steady state after it. */
export const duringSchema = z.string();

/** A guarantee as a scenario asks for it, plain data: the name of a file in src/guarantees, and that guarantee's own parameters. */
export interface GuaranteeSpec {
  readonly guarantee: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A stretch of the run that a judgement points at. */
export interface Mark {
  readonly from: number;
  /** Undefined where it was still open at the end. */
  readonly to?: number | undefined;
  readonly text: string;
}

/** What a guarantee came to. Times in milliseconds; bounds are [at least, at most], at most null where there is none. */
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
  /** Says what a broken promise is about where that is not what the guarantee as a whole is about. */
  readonly about?: "time";
}

/** One kind of promise; the default export of a file in src/guarantees named like it. Pure. */
export interface GuaranteeDefinition<Params = Readonly<Record<string, unknown>>> {
  readonly name: string;
  readonly params: z.ZodType<Params>;
  /**
   * What it is about. A broken promise of `safety` stands however it was measured; one of `time` says nothing about the cluster when the prober or
   * its machine was at its limit, and is inconclusive then.
   */
  readonly about: "safety" | "time";
  /** Which lanes its parameter `lanes` means: those that make attempts, unless it says that it judges those that listen. */
  readonly judges?: "watches";
  /** The promise in one line, with its limit computed from these settings; they may not be known. */
  describe(params: Params, settings: Settings | undefined): string;
  judge(params: Params, timeline: Timeline): Judgement;
}
