import type { z } from "zod";
import type { Facts } from "../../analysis/facts/facts.ts";
import type { GuaranteeDefinition } from "../../analysis/verdict/guarantee-definition.ts";
import type { PlainWords } from "../../model/course.ts";
import { type GuaranteeSpec, inconclusive, type Judgement, type Limit, type Scope } from "../../model/guarantee.ts";
import type { Settings } from "../../model/settings.ts";
import type { Stories } from "../../stories/story.ts";
import { NothingToJudge } from "./nothing-to-judge.ts";
import { guaranteeId, scopeOf } from "./scope.ts";

/** Parameters that know each other's names: nothing else is taken. */
type Schema = z.ZodObject<z.ZodRawShape, z.core.$strict>;

/**
 * What a scenario gives a guarantee: its parameters, and a name of its own where another guarantee of the scenario has
 * the same lanes and stretch.
 */
type Wanted<Params extends Schema> = (string extends keyof z.input<Params> ? unknown : z.input<Params>) & {
  readonly as?: string;
};

/** The function by which scenarios ask for a guarantee; they may say nothing where every parameter has a default. */
type Factory<Params extends Schema> =
  Record<string, never> extends z.input<Params>
    ? (wanted?: Wanted<Params>) => GuaranteeSpec
    : (wanted: Wanted<Params>) => GuaranteeSpec;

/** A guarantee as its file defines it; what is said of the fields of GuaranteeDefinition holds here. */
interface Guarantee<Params extends Schema> {
  readonly name: string;
  readonly summary: string;
  readonly about: "safety" | "time";
  slownessHelps?(params: z.output<Params>): boolean;
  /** Lower bounds count from the moment at which a fault was seen to be gone: a late heal is not in them. */
  readonly fromHealing?: true;
  /** By default the lanes that make attempts. */
  readonly judges?: "attempts" | "watches";
  readonly bounded?: true;
  readonly covers: string;
  readonly leavesOut: string;
  readonly brokenBy?: "failures" | "answers";
  readonly exempt?: Readonly<Record<string, string>>;
  readonly params: Params;
  /** By default what its parameters name, as their schemas say. */
  scope?(params: z.output<Params>): Scope;
  usualLimit?(params: z.output<Params>): Limit;
  reads?(params: z.output<Params>): readonly string[];
  standing?(operations: readonly string[]): boolean;
  describe(params: z.output<Params>, settings: Settings | undefined): string;
  plainly(params: z.output<Params>): PlainWords;
  /** May throw NothingToJudge, by itself or through the functions beside this one. */
  judge(params: z.output<Params>, facts: Facts): Judgement;
  readonly stories: () => Stories;
}

/**
 * Makes a guarantee of its parts, and the function by which scenarios ask for it (`spec`). That function fills in
 * defaults; wrong parameters it leaves as they are, to be refused with their place when the scenario is validated.
 */
export function defineGuarantee<Params extends Schema>(
  guarantee: Guarantee<Params>,
): Omit<GuaranteeDefinition<z.output<Params>>, "spec"> & { readonly spec: Factory<Params> } {
  const { name, params, judges = "attempts" } = guarantee;
  const scope = guarantee.scope ?? ((values: z.output<Params>) => scopeOf(params.shape, values, judges));
  const spec = ({ as, ...wanted }: Partial<Wanted<Params>> = {}): GuaranteeSpec => {
    const parsed = params.safeParse(wanted);
    const id = as ?? (parsed.success ? guaranteeId(name, scope(parsed.data)) : name);
    return { id, guarantee: name, params: parsed.data ?? wanted };
  };
  return {
    ...guarantee,
    params: params as unknown as z.ZodType<z.output<Params>>,
    judges,
    scope,
    judge: (values, facts) => orInconclusive(() => guarantee.judge(values, facts)),
    spec: spec as Factory<Params>,
  };
}

function orInconclusive(judge: () => Judgement): Judgement {
  try {
    return judge();
  } catch (error) {
    if (error instanceof NothingToJudge) return inconclusive(error.message);
    throw error;
  }
}
