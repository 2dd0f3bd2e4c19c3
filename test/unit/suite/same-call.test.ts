import { expect, it } from "vitest";
import { known } from "../../../src/scenario/catalogue.ts";
import { loadScenarios } from "../../../src/scenario/load-scenario.ts";
import { isOfCall, type WishedRun, wishedRuns } from "../../../src/suite/same-call.ts";

const wished = async (names: readonly string[], repeat = 1, versions?: readonly string[]) =>
  wishedRuns(await loadScenarios(names, known()), versions === undefined ? {} : { versions }, repeat);

it("a call asks for every scenario on each version so often, by its own profile and topology", async () => {
  const runs = await wished(["baseline", "etcd-minority"], 2, ["1.36", "1.37"]);
  expect(runs).toHaveLength(8);
  const minors = (run: WishedRun) => [run.scenario, run.repeat, run.kubernetes.split(".").slice(0, 2).join(".")];
  expect(runs.map(minors).toSorted()).toEqual(
    ["baseline", "etcd-minority"].flatMap((name) =>
      [1, 2].flatMap((time) => ["1.36", "1.37"].map((on) => [name, time, on])),
    ),
  );
});

it("a plan is of a call in whichever order, and of no other", async () => {
  const runs = await wished(["baseline", "etcd-minority"], 2);
  expect(isOfCall(runs.toReversed(), runs)).toBe(true);
  const [first, ...others] = runs as [WishedRun, ...WishedRun[]];
  for (const plan of [
    others,
    [...runs, first],
    [{ ...first, profile: "fast" }, ...others],
    [{ ...first, topology: "mine" }, ...others],
    [{ ...first, kubernetes: "1.30.0" }, ...others],
    await wished(["baseline", "lb-kill"], 2),
    await wished(["baseline", "etcd-minority"], 3),
    await wished(["baseline", "etcd-minority"], 1, ["1.36", "1.37"]),
  ])
    expect(isOfCall(plan, runs)).toBe(false);
});
