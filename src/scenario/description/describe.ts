import { hostFacts } from "../../host/host-facts.ts";
import { type Tag, tags } from "../../model/tags.ts";
import { known } from "../catalogue.ts";
import { loadableScenarios, loadScenario, loadScenarios } from "../load-scenario.ts";
import { curedBy } from "../pairs.ts";
import { makePlan } from "../plan.ts";
import { environmentOf } from "../unsupported.ts";
import {
  describeFault,
  describeGuarantee,
  describeOperation,
  describeProcedure,
  describeTarget,
} from "./definitions.ts";
import type { Description } from "./description.ts";
import type { Named } from "./named.ts";
import { describeScenario, describeTag, describeTopology } from "./scenario.ts";
import { usersOf } from "./used-by.ts";

/** Describes a thing of the library that is there, or the scenario of a file; touches nothing. */
export async function describe({ kind, name }: Named): Promise<Description> {
  const all = await known();
  if (kind === "scenario") {
    const loaded = await loadScenario(name, all);
    const diseases = curedBy(loaded, await loadableScenarios(all));
    return describeScenario(loaded, await makePlan(loaded, {}), diseases);
  }
  const users = usersOf(kind, name, await loadScenarios([], all));
  const of = <Value>(values: ReadonlyMap<string, Value>): Value => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`the library has no ${kind} ${name}`);
    return value;
  };
  switch (kind) {
    case "fault":
      return describeFault(of(all.faults), environmentOf(await hostFacts()), users);
    case "target":
      return describeTarget(of(all.targets), users);
    case "procedure":
      return describeProcedure(of(all.procedures), users);
    case "operation":
      return describeOperation(of(all.operations), users);
    case "guarantee":
      return describeGuarantee(of(all.guarantees), users);
    case "topology":
      return describeTopology(of(all.topologies), users);
    case "tag":
      return describeTag(name as Tag, tags[name as Tag], users);
  }
}
