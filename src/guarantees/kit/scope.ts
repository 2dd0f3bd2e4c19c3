import type { z } from "zod";
import { referentOf } from "../../analysis/limits/parameters.ts";
import { wholeRun } from "../../analysis/timeline/stretches.ts";
import type { Reference, Scope } from "../../model/guarantee.ts";

/** What parameters with these values look at, as their schemas say. */
export function scopeOf(
  shape: Readonly<Record<string, z.core.$ZodType>>,
  values: Readonly<Record<string, unknown>>,
  judges: "attempts" | "watches",
): Scope {
  const references = Object.entries(shape).flatMap(([param, schema]): Reference[] => {
    const to = referentOf(schema);
    const names = [values[param]].flat().filter((name) => typeof name === "string");
    return to === undefined || names.length === 0 ? [] : [{ param, to, names }];
  });
  const lanes = references.flatMap(({ to, names }) => (to === "lanes" ? names : []));
  const stretch = references.find(({ to }) => to === "stretch" || to === "fault")?.names[0];
  return {
    lanes: judges === "attempts" ? lanes : [],
    watches: judges === "watches" ? lanes : [],
    stretch,
    references,
  };
}

/**
 * What reports and comparisons know a guarantee by, where its scenario gives it no name: its own, its lanes, and what
 * else its parameters name, for example "max-outage write/api/* during kill". No figure is in it, and not the whole
 * run, which is meant where nothing is said.
 */
export function guaranteeId(name: string, { lanes, watches, references }: Scope): string {
  const others = references.filter(({ to, names }) => to !== "lanes" && names[0] !== wholeRun);
  return [name, [...lanes, ...watches].join(","), ...others.map(({ param, names }) => `${param} ${names.join(",")}`)]
    .filter((part) => part !== "")
    .join(" ");
}
