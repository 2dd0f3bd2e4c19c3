import { UsageError } from "../../model/errors.ts";
import type { Scenario } from "../../model/scenario.ts";
import { namesOf } from "../catalogue.ts";
import { unknownName } from "../nearest-names.ts";
import { at } from "./place.ts";

/** Throws UsageError where a scenario names itself as its cure, or one that is not there, with the nearest names. */
export function checkCure({ cure }: Pick<Scenario, "cure">, name: string): void {
  if (cure === undefined) return;
  at("cure", () => {
    if (cure === name) throw new UsageError("a scenario is no cure of itself");
    if (!namesOf("scenario").includes(cure)) throw unknownName("scenario", cure, namesOf("scenario"));
  });
}
