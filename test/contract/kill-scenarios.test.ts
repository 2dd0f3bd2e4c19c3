import { expect, test } from "vitest";
import { toMs } from "../../src/model/duration.ts";
import { namesOf } from "../../src/scenario/catalogue.ts";
import { strike } from "../../tools/kill/phase.ts";
import { killScenarios, killTopology } from "../../tools/kill/scenarios.ts";

const ways = await killScenarios();

test.each(namesOf("fault"))("%s is killed at, on the one topology that all kills are done on", (fault) => {
  const own = ways.filter((way) => way.fault === fault);
  expect(own.length).toBeGreaterThan(0);
  for (const { scenario } of own) expect(scenario.topology).toBe(killTopology);
});

test("a scenario to be killed at breaks one thing, for a short time, with few lanes", () => {
  for (const { fault, scenario } of ways) {
    const struck = scenario.steps.flatMap((step) => ("inject" in step ? [step] : []));
    expect(struck.map(({ as, inject }) => [as, inject.fault])).toEqual([[strike, fault]]);
    expect(toMs(struck[0]?.for ?? "0s")).toBeLessThanOrEqual(10_000);
    expect(scenario.lanes.length).toBeLessThanOrEqual(2);
  }
});

test("no way comes twice", () => {
  const texts = ways.map(({ scenario }) => JSON.stringify(scenario.steps));
  expect(new Set(texts).size).toBe(texts.length);
});
