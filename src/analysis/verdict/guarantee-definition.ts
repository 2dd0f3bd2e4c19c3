import type { z } from "zod";
import type { PlainWords } from "../../model/course.ts";
import type { GuaranteeSpec, Judgement, Limit, Scope } from "../../model/guarantee.ts";
import type { Settings } from "../../model/settings.ts";
import type { Stories } from "../../stories/story.ts";
import type { Facts } from "../facts/facts.ts";

/** One kind of promise; the default export of a file in src/guarantees named like it. Pure. */
export interface GuaranteeDefinition<Params = Readonly<Record<string, unknown>>> {
  readonly name: string;
  /** What it promises, in one line for catalogues. */
  readonly summary: string;
  /**
   * What it is about. A broken promise of `safety` stands however it was measured; one of `time` says nothing about the
   * cluster when the prober or its machine was at its limit, and is inconclusive then.
   */
  readonly about: "safety" | "time";
  /**
   * Whether answers that are late or missing can make it hold, with these parameters: what a busy machine does then is no
   * evidence for it either, and a pass on one is inconclusive. Absent: they cannot.
   */
  slownessHelps?(params: Params): boolean;
  /** Set where lower bounds count from the moment at which a fault was seen to be gone: a late heal is not in them. */
  readonly fromHealing?: true | undefined;
  /** Which lanes its parameter `lanes` means: those that make attempts, or those that listen. */
  readonly judges: "attempts" | "watches";
  /**
   * Set where it passes by measured bounds alone, which a missing attempt makes wider: only gaps longer than its limit
   * keep it from passing. Else every missing attempt of its lanes does, because that may have been the one that broke it.
   */
  readonly bounded?: true | undefined;
  /** What it looks at, in one sentence. */
  readonly covers: string;
  /** What it does not look at, or does not hold against the cluster, each with the reason, in one sentence. */
  readonly leavesOut: string;
  /**
   * What breaks it: attempts that fail, or attempts that are answered where it promises that something is refused or
   * out. What is not said is "failures".
   */
  readonly brokenBy?: "failures" | "answers" | undefined;
  /** The laws that it does not obey, by their names, each with the reason. */
  readonly exempt?: Readonly<Record<string, string>> | undefined;
  readonly params: z.ZodType<Params>;
  /** The guarantee as a scenario asks for it, with the parameters' defaults; `as` is a name of its own. */
  spec(wanted: Readonly<Record<string, unknown>>): GuaranteeSpec;
  /** The lanes, stretch and steps that it looks at. */
  scope(params: Params): Scope;
  /** The limit by which it judges where its parameters say none; absent: none then. */
  usualLimit?(params: Params): Limit;
  /**
   * Operations whose lanes it reads, all over the run, though no parameter names them: an attempt of theirs that is
   * missing keeps it from passing.
   */
  reads?(params: Params): readonly string[];
  /**
   * Set where every run is asked for it whose lanes are of such operations, though its scenario does not name it: with
   * its parameters' defaults.
   */
  standing?(operations: readonly string[]): boolean;
  /** The promise in one line, with its limit computed from these settings; they may not be known. */
  describe(params: Params, settings: Settings | undefined): string;
  /** What came of it, for people who do not know its terms; see the fields of PlainWords. */
  plainly(params: Params): PlainWords;
  judge(params: Params, facts: Facts): Judgement;
  /** Made-up runs that it passes, that break it, and that show neither. */
  stories(): Stories;
}

/** A guarantee that a run was asked to hold, with what it looks at. */
export interface AskedGuarantee {
  readonly definition: GuaranteeDefinition;
  readonly params: Readonly<Record<string, unknown>>;
  readonly scope: Scope;
}

/** Guarantees by their name. */
// biome-ignore lint/suspicious/noExplicitAny: each has parameters of its own, checked by its own schema before use
export type Definitions = ReadonlyMap<string, GuaranteeDefinition<any>>;
