import { realpathSync } from "node:fs";
import type { Config } from "../model/config.ts";
import { UsageError } from "../model/errors.ts";
import { type GuaranteeSpec, limitSchema } from "../model/guarantee.ts";
import { plainText } from "../model/plain-text.ts";
import { loadGuarantee } from "../scenario/catalogue.ts";
import type { LoadedScenario } from "../scenario/load-scenario.ts";
import { unknownName } from "../scenario/nearest-names.ts";
import { scenarioBeside } from "../scenario/quarantine-file.ts";
import { limitMustFit } from "../scenario/validation/guarantees.ts";
import { checkParams } from "../scenario/validation/parameters.ts";
import { inConfig, type ReadConfig } from "./config-file.ts";

type Entry = NonNullable<Config["limits"]>[number];

/**
 * The scenarios with the limits that a config file sets in the place of their own; the guarantees keep what they
 * replace. Throws UsageError with the entry's place for a scenario or guarantee that there is not, a guarantee without
 * a limit, a limit that is none, and an entry that is there twice.
 */
export async function withOwnLimits(
  loaded: readonly LoadedScenario[],
  read: ReadConfig | undefined,
): Promise<LoadedScenario[]> {
  const entries = read?.config.limits ?? [];
  if (read === undefined || entries.length === 0) return [...loaded];
  const files = entries.map(({ scenario }, index) =>
    inConfig(read, ["limits", index, "scenario"], () => realpathSync(scenarioBeside(scenario, read.folder))),
  );
  for (const [index, { scenario, guarantee }] of entries.entries())
    if (entries.findIndex((one, place) => files[place] === files[index] && one.guarantee === guarantee) !== index)
      throw new UsageError(`${read.whereIs(["limits", index])}: ${scenario}, ${guarantee} is there twice: keep one`);
  return Promise.all(
    loaded.map(async (one) => {
      let { guarantees } = one.scenario;
      // It is the same scenario by whichever way it was called.
      const file = realpathSync(one.file);
      for (const [index, entry] of entries.entries())
        if (files[index] === file) guarantees = await replaced(guarantees, entry, index, one, read);
      return { ...one, scenario: { ...one.scenario, guarantees } };
    }),
  );
}

async function replaced(
  guarantees: readonly GuaranteeSpec[],
  entry: Entry,
  index: number,
  { name, topology }: LoadedScenario,
  read: ReadConfig,
): Promise<GuaranteeSpec[]> {
  const spec = guarantees.find(({ id }) => id === entry.guarantee);
  const place = (field: string) => ["limits", index, field];
  if (spec === undefined)
    return inConfig(read, place("guarantee"), () => {
      const ids = guarantees.map(({ id }) => id);
      throw unknownName(`guarantee of ${name}`, entry.guarantee, ids);
    });
  const { params: schema, usualLimit } = await loadGuarantee(spec.guarantee);
  const params = inConfig(read, place("limit"), () => {
    if (!("limit" in spec.params) && !schema.safeParse({ ...spec.params, limit: "1s" }).success)
      throw new UsageError(`${entry.guarantee} has no limit`);
    limitMustFit(entry.limit, topology);
    return checkParams(schema, { ...spec.params, limit: entry.limit }, spec.guarantee);
  });
  const own: GuaranteeSpec = {
    ...spec,
    params,
    ownLimit: {
      instead: limitSchema.nullable().parse(spec.params.limit ?? usualLimit?.(spec.params) ?? null),
      from: read.whereIs(["limits", index]),
      reason: plainText(entry.reason),
    },
  };
  return guarantees.map((one) => (one === spec ? own : one));
}
