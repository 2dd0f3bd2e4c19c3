import { stringify } from "yaml";
import { isWatchSpec } from "../../src/model/lane.ts";
import type { Scenario, Step, Work } from "../../src/model/scenario.ts";
import type { Known } from "../../src/scenario/validation/known.ts";

/** The YAML that a person would write for a scenario: what its functions fill in by themselves is left to them. */
export function scenarioYaml(scenario: Scenario, known: Known): string {
  return stringify(
    {
      ...scenario,
      lanes: scenario.lanes.map((lane) => {
        if (isWatchSpec(lane)) return lane;
        const { destination: _, variant, ...rest } = lane;
        return variant === undefined ? rest : { ...rest, members: Number(variant) };
      }),
      steps: scenario.steps.map(written),
      guarantees: scenario.guarantees.map(({ id, guarantee, params }) => {
        const usual = known.guarantees.get(guarantee)?.spec(params).id === id;
        return { guarantee, ...(usual ? {} : { as: id }), ...params };
      }),
    },
    { aliasDuplicateObjects: false },
  );
}

function written(step: Step): object {
  if ("perform" in step) return work(step);
  if (!("inject" in step)) return step;
  const { inject, while: meanwhile, ...rest } = step;
  const { fault, target, params } = inject;
  return {
    ...rest,
    inject: { fault, target, ...params },
    ...(meanwhile === undefined ? {} : { while: meanwhile.map(work) }),
  };
}

function work({ perform: { procedure, target, params }, as }: Work): object {
  return { perform: { procedure, target, ...params }, as };
}
