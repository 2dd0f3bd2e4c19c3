import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { known } from "../../src/scenario/catalogue.ts";
import { describe as describeThing } from "../../src/scenario/description/describe.ts";
import { describedKinds, renderDescription } from "../../src/scenario/description/description.ts";
import { kindOfList, listedKinds, renderKind, renderScenarios } from "../../src/scenario/description/listing.ts";
import { namesOfKind } from "../../src/scenario/description/named.ts";
import { loadScenario, loadScenarios } from "../../src/scenario/load-scenario.ts";
import { makePlan } from "../../src/scenario/plan.ts";
import { renderPlan } from "../../src/scenario/plan-text.ts";
import { planSuite, renderSuitePlan } from "../../src/suite/suite-plan.ts";

const widths = [40, 80, 160] as const;

function mustFit(text: string, width: number): void {
  for (const line of text.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(width);
}

describe.each(describedKinds)("every %s", (kind) => {
  const names = namesOfKind(kind);
  // Scenarios are many, and each is loaded in a process of its own: the first of each kind of name is enough.
  const told = kind === "scenario" ? names.slice(0, 2) : names;
  test.each(told)(
    "is described in sentences that fit the terminal, with the scenarios that use it: %s",
    async (name) => {
      const description = await describeThing({ kind, name });
      expect(description).toMatchObject({ kind, name });
      expect(description.summary).toMatch(/\S/);
      expect(description.sections.every(({ lines }) => lines.length > 0)).toBe(true);
      for (const { lines } of description.sections) expect(lines.every((line) => /\S/.test(line))).toBe(true);
      for (const width of widths) mustFit(renderDescription(description, width), width);
    },
  );
});

test("a scenario's description has its steps, lanes and limits; a fault's what proves it", async () => {
  const scenario = await describeThing({ kind: "scenario", name: "etcd-minority" });
  const titles = scenario.sections.map(({ title }) => title);
  expect(titles).toEqual(expect.arrayContaining(["What is done", "What is watched", "What must hold"]));
  const fault = await describeThing({ kind: "fault", name: "process-kill" });
  const users = fault.sections.find(({ title }) => title === "Scenarios with it")?.lines;
  expect(users).toContain("etcd-minority");
  expect(fault.sections.map(({ title }) => title)).toContain("What proves it");
});

test("lists and plans fit the terminal; a plan begins with its steps, and has kind's YAML only when asked", async () => {
  const all = await known();
  const loaded = await loadScenarios(["etcd-minority", "baseline"], all);
  const plans = await Promise.all(loaded.map((one) => makePlan(one, {})));
  const listed = loaded.map(({ name, scenario: { summary, topology } }) => ({ name, summary, topology }));
  for (const width of widths) {
    mustFit(renderScenarios(listed, [["not here: no netem in this kernel"], []], width), width);
    for (const word of listedKinds) mustFit(renderKind(kindOfList(word) ?? "tag", all, [], width), width);
    for (const plan of plans) mustFit(renderPlan(plan, width, false), width);
    mustFit(renderSuitePlan(planSuite(plans, 2), width), width);
  }
  const plan = await makePlan(await loadScenario("etcd-minority", all), {});
  const lines = renderPlan(plan, 100, false).split("\n");
  expect(lines.indexOf("Steps")).toBeLessThan(5);
  expect(lines.join("\n")).not.toContain("kind: Cluster");
  expect(renderPlan(plan, 100, true)).toContain(plan.kindConfig.trimEnd());
});

test("a list shows what was asked for and nothing else", async () => {
  const all = await known();
  const faults = renderKind("fault", all, [{ fault: "node-kill", reason: "no such thing" }], 100);
  expect(faults).toMatch(/^faults:\n/);
  expect(faults).toContain("here: no such thing");
  expect(faults).not.toContain("max-outage");
  expect(renderScenarios([], [], 80)).toBe("no scenario has all of that\n");
});
