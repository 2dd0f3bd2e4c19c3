import type { Scenario, Step } from "../../model/scenario.ts";
import type { LoadedScenario } from "../load-scenario.ts";
import type { DescribedKind } from "./description.ts";

/** The names of the scenarios that use something of the library, in their order. */
export function usersOf(kind: DescribedKind, name: string, scenarios: readonly LoadedScenario[]): string[] {
  return scenarios.filter(({ scenario }) => usedIn(kind, scenario).includes(name)).map((loaded) => loaded.name);
}

/** What a scenario names of a kind. */
function usedIn(kind: DescribedKind, { topology, tags, steps, lanes, guarantees }: Scenario): readonly string[] {
  switch (kind) {
    case "fault":
      return steps.flatMap((step) => ("inject" in step ? [step.inject.fault] : []));
    case "target":
      return steps.flatMap((step) => [
        ...("inject" in step ? [step.inject.target.role] : []),
        ...worksOf(step).map(({ target }) => target.role),
      ]);
    case "procedure":
      return steps.flatMap((step) => worksOf(step).map(({ procedure }) => procedure));
    case "operation":
      return lanes.map(({ operation }) => operation);
    case "guarantee":
      return guarantees.map(({ guarantee }) => guarantee);
    case "topology":
      return [topology];
    case "tag":
      return tags;
    case "scenario":
      return [];
  }
}

function worksOf(step: Step) {
  if ("perform" in step) return [step.perform];
  return "inject" in step ? (step.while ?? []).map(({ perform }) => perform) : [];
}
