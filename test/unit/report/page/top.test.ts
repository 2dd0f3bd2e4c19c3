import { expect, test } from "vitest";
import type { Report } from "../../../../src/model/report.ts";
import { repeatCommand } from "../../../../src/report/page/top.ts";

const of = (more: object) =>
  repeatCommand({ scenario: "baseline", seed: 7, server: null, ...more } as unknown as Report);

test("the command that runs it again asks for what was asked for, in words that a shell leaves alone", () => {
  const asked = ["./my scenarios/x.ts", "--topology", "mine.yaml", "--seed", "7"];
  expect(of({ asked })).toBe("npx kind-chaos './my scenarios/x.ts' --topology mine.yaml --seed 7");
});

test("a run of before this was recorded is asked for by its scenario and seed", () => {
  expect(of({})).toBe("npx kind-chaos baseline --seed 7");
});

test("what was monitored is monitored again", () => {
  expect(of({ server: { context: "prod" } })).toBe("npx kind-chaos monitor --context prod");
});
