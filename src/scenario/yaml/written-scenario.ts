import { z } from "zod";
import { durationParam } from "../../analysis/limits/parameters.ts";
import { applicationSchema } from "../../model/application.ts";
import { mythSchema } from "../../model/myth.ts";
import { tagNames } from "../../model/tags.ts";
import { storeSchema, workloadSchema } from "../../model/workload.ts";
import { laneOptionsOf } from "../../probes/lane-options.ts";
import { mostOfAKind, nameSchema } from "../scenario-file.ts";
import type { Known } from "../validation/known.ts";

/** Something of the library by its name, with what its own schema lets be said of it. */
type Written = Readonly<Record<string, unknown>>;

/** The schemas of a scenario that is written as data, made from what the library has at this moment. */
export interface WrittenSchemas {
  /** Everything but what a step is. */
  readonly scenario: z.ZodType<WrittenScenario>;
  /** Each kind of step by the key that tells it from the others. */
  readonly steps: Readonly<Record<"hold" | "inject" | "perform" | "recover", z.ZodObject>>;
}

/** A scenario as its YAML says it: names with their parameters beside them, or a name alone. */
export interface WrittenScenario {
  readonly summary: string;
  readonly topology: string;
  readonly profile: "stock" | "fast";
  readonly tags: readonly string[];
  readonly lanes: readonly (string | Written)[];
  readonly myth?: { readonly claim: string; readonly truth: string } | undefined;
  readonly cure?: string | undefined;
  readonly noCure?: string | undefined;
  readonly steps: readonly unknown[];
  readonly guarantees: readonly (string | Written)[];
  readonly primary?: readonly string[] | undefined;
}

/** Makes the schemas; a new file of the library is in them by itself. */
export function writtenSchemas(known: Known): WrittenSchemas {
  const target = choice("role", known.targets, ({ summary, params }) => ({ summary, params }));
  const fault = choice("fault", known.faults, ({ breaks, params }) => ({ summary: breaks, params }), { target });
  const procedure = choice("procedure", known.procedures, ({ summary, params }) => ({ summary, params }), { target });
  const lane = choice("operation", known.operations, (operation) => ({
    summary: operation.summary,
    params: laneOptionsOf(operation),
  }));
  const guarantee = choice("guarantee", known.guarantees, ({ summary, params }) => ({ summary, params }), {
    as: z.string().optional().describe("a name of its own, where another one has the same lanes and stretch"),
  });
  const as = nameSchema.describe("the name by which guarantees and the report know it");
  const work = z.strictObject({ perform: procedure, as }).describe("work of an operator: it breaks nothing");
  return {
    scenario: z.strictObject({
      summary: z.string().min(1).describe("one line for list"),
      topology: z
        .union([z.enum([...known.topologies.keys()]), z.string()])
        .describe("a name in kind-configs, or the file of a kind configuration"),
      profile: z
        .enum(["stock", "fast"])
        .default("stock")
        .describe("timings of the cluster: kubeadm's own, or shortened"),
      tags: z.array(z.enum(tagNames)).default([]).describe("what it is chosen by with --tag"),
      lanes: z.array(lane).min(1).max(mostOfAKind).describe("what is watched"),
      workload: z
        .union([workloadSchema, applicationSchema])
        .optional()
        .describe("how the workload under test is made, or an application of one's own in its place"),
      store: storeSchema.optional().describe("how the store is made: the application of store-write"),
      myth: mythSchema.optional().describe("a belief that the scenario puts to the test"),
      cure: z.string().optional().describe("the scenario that breaks the same where something stands in for it"),
      noCure: z.string().min(1).optional().describe("instead of it, where no scenario does: what would stand in"),
      steps: z.array(z.unknown()).min(1).max(mostOfAKind).describe("what is done, one after the other"),
      guarantees: z.array(guarantee).max(mostOfAKind).describe("what must hold"),
      primary: z
        .array(z.string())
        .optional()
        .describe("at most three guarantees of which comparisons of runs claim something, by id or name"),
    }) as unknown as z.ZodType<WrittenScenario>,
    steps: {
      hold: z
        .strictObject({ hold: durationParam, reason: z.string().describe("why, for the report") })
        .describe("nothing is done; the lanes go on"),
      inject: z
        .strictObject({
          inject: fault,
          as,
          for: durationParam.optional().describe("how long it is held, where it lasts until it is healed"),
          while: z.array(work).optional().describe("what is done once it is active"),
        })
        .describe("a fault"),
      perform: work,
      recover: z
        .strictObject({ recover: durationParam.describe("a recovery that takes longer ends the run") })
        .describe("waits until the steady state holds again"),
    },
  };
}

/**
 * One thing of the library: an object whose `key` names it, with its parameters and what goes beside them; or its name
 * alone where nothing else has to be said.
 */
function choice<Definition>(
  key: string,
  all: ReadonlyMap<string, Definition>,
  sayOf: (definition: Definition) => { readonly summary: string; readonly params: z.ZodType },
  beside: z.ZodRawShape = {},
): z.ZodType {
  const options = [...all].map(([name, definition]) => {
    const { summary, params } = sayOf(definition);
    const taken = [key, ...Object.keys(beside)].find((one) => one in shapeOf(params, name));
    if (taken !== undefined) throw new Error(`${name}: its parameter ${taken} would hide what a scenario says`);
    return z.strictObject({ [key]: z.literal(name), ...beside, ...shapeOf(params, name) }).describe(summary);
  });
  const alone = [...all.keys()].filter((name, index) => options[index]?.safeParse({ [key]: name }).success === true);
  const objects = z.discriminatedUnion(key, options as unknown as [z.ZodObject, ...z.ZodObject[]]);
  return alone.length === 0 ? objects : z.union([z.enum(alone as [string, ...string[]]), objects]);
}

/** The parameters that a schema names; throws where it is no object: such a thing could not be written as data. */
function shapeOf(params: z.ZodType, name: string): z.ZodRawShape {
  if (params instanceof z.ZodObject) return params.shape;
  throw new Error(`${name}: its parameters are no object`);
}
