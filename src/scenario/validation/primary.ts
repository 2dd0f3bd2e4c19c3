import { UsageError } from "../../model/errors.ts";
import type { GuaranteeSpec } from "../../model/guarantee.ts";
import { quoted } from "../../model/names.ts";
import { unknownName } from "../nearest-names.ts";
import { at } from "./place.ts";

/** More claims than these need more than 20 runs to tell a slowdown of 30 % (simulated: bench/calibrate-comparison.ts). */
const mostPrimary = 3;

/**
 * The guarantees, those marked that a scenario names as primary, by their ids or by a name that only one of them has.
 * Throws UsageError for what is not there, with the nearest that is, for what is there twice, and for more than three.
 */
export function withPrimary(guarantees: readonly GuaranteeSpec[], primary: readonly string[] = []): GuaranteeSpec[] {
  if (primary.length > mostPrimary)
    throw new UsageError(
      `primary: ${primary.length} guarantees, and at most ${mostPrimary} can be: the more claims, the more runs each takes`,
    );
  const marked = primary.map((name, index) => at(`primary[${index}]`, () => find(name, guarantees)));
  for (const [index, spec] of marked.entries())
    at(`primary[${index}]`, () => {
      if (marked.indexOf(spec) !== index) throw new UsageError(`${quoted(spec.id)} is there twice`);
    });
  return guarantees.map((spec) => (marked.includes(spec) ? { ...spec, primary: true } : spec));
}

function find(name: string, guarantees: readonly GuaranteeSpec[]): GuaranteeSpec {
  const found = guarantees.find(({ id }) => id === name);
  if (found !== undefined) return found;
  const [first, ...others] = guarantees.filter(({ guarantee }) => guarantee === name);
  if (first === undefined)
    throw unknownName(
      "guarantee",
      name,
      guarantees.map(({ id }) => id),
    );
  if (others.length === 0) return first;
  const ids = [first, ...others].map(({ id }) => quoted(id)).join(", ");
  throw new UsageError(`several guarantees are ${name}: say which, by its id: ${ids}`);
}
