import { UsageError } from "../../model/errors.ts";
import type { Scenario } from "../../model/scenario.ts";
import { namesOf } from "../catalogue.ts";
import { unknownName } from "../nearest-names.ts";
import { at } from "./place.ts";

/**
 * Throws UsageError where a scenario names itself as its cure, or one that is not there, with the nearest names, and
 * where it names one and says that there is none.
 */
export function checkCure({ cure, noCure }: Pick<Scenario, "cure" | "noCure">, name: string): void {
  if (cure === undefined) return;
  at("noCure", () => {
    if (noCure !== undefined) throw new UsageError(`its cure is ${cure}: leave one of them out`);
  });
  at("cure", () => {
    if (cure === name) throw new UsageError("a scenario is no cure of itself");
    if (!namesOf("scenario").includes(cure)) throw unknownName("scenario", cure, namesOf("scenario"));
  });
}
