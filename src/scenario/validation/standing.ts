import type { GuaranteeDefinition } from "../../analysis/verdict/guarantee-definition.ts";
import type { GuaranteeSpec } from "../../model/guarantee.ts";

/**
 * The guarantees with those that every run with lanes of these operations is asked for, after the scenario's own, where
 * it does not name them itself.
 */
export function withStanding(
  specs: readonly GuaranteeSpec[],
  operations: readonly string[],
  known: ReadonlyMap<string, GuaranteeDefinition>,
): GuaranteeSpec[] {
  const named = new Set(specs.map(({ guarantee }) => guarantee));
  const standing = [...known.values()].filter(
    (definition) => !named.has(definition.name) && definition.standing?.(operations) === true,
  );
  return [
    ...specs,
    ...standing.map(({ name, params }): GuaranteeSpec => ({ id: name, guarantee: name, params: params.parse({}) })),
  ];
}
