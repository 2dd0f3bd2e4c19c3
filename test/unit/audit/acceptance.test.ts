import { describe, expect, test } from "vitest";
import { type Acceptance, accept, readAcceptances } from "../../../src/audit/acceptance.ts";
import type { Finding, Severity } from "../../../src/audit/facts.ts";

const finding = (subject: string, severity: Severity = "medium"): Finding => ({
  ...{ check: "single-replica", severity, subject, owner: "application" },
  ...{ evidence: "e", why: "w", advice: "a", scenario: "s", cure: null },
});
const acceptance = (some: Partial<Acceptance> = {}): Acceptance => ({
  ...{
    check: "single-replica",
    subject: "Deployment shop/db",
    severity: "high",
    reason: "a cache",
    until: "2026-12-31",
  },
  ...some,
});
const at = (text: string) => Date.parse(text);
const db = finding("Deployment shop/db");

describe("accept", () => {
  test("what fits is set apart with its reason, until the end of its last day", () => {
    const { open, accepted, notes } = accept(
      [db, finding("Deployment shop/web")],
      [acceptance()],
      at("2026-12-31T23:59:59Z"),
    );
    expect(open.map(({ subject }) => subject)).toEqual(["Deployment shop/web"]);
    expect(accepted).toEqual([{ ...db, reason: "a cache", until: "2026-12-31" }]);
    expect(notes).toEqual([]);
  });

  test("what has ended counts again, and is told", () => {
    const { open, accepted, notes } = accept([db], [acceptance()], at("2027-01-01T00:00:00Z"));
    expect([open, accepted]).toEqual([[db], []]);
    expect(notes).toEqual([
      expect.stringMatching(/Deployment shop\/db ended with 2026-12-31: .*counts again \(a cache\)/),
    ]);
  });

  test("what fits nothing is told, ended or not", () => {
    const { notes } = accept(
      [db],
      [acceptance({ subject: "Deployment shop/gone" }), acceptance({ check: "budgets" })],
      at("2026-01-01"),
    );
    expect(notes).toEqual([
      expect.stringMatching(/shop\/gone fits nothing/),
      expect.stringMatching(/budgets: .*fits nothing/),
    ]);
  });

  test("what has become worse than was accepted counts", () => {
    const worse = finding("Deployment shop/db", "high");
    const { open, notes } = accept([worse], [acceptance({ severity: "medium" })], at("2026-01-01"));
    expect(open).toEqual([worse]);
    expect(notes).toEqual([expect.stringMatching(/is for medium at the worst: it is high now/)]);
  });

  test("a star stands for any characters", () => {
    expect(accept([db], [acceptance({ subject: "Deployment shop/*" })], 0).accepted).toHaveLength(1);
  });
});

describe("readAcceptances", () => {
  const read = (text: string) => readAcceptances(text, "findings.yaml", ["single-replica"]);
  const entry = "{ check: single-replica, subject: Deployment a/b, reason: because, until: 2026-12-31";

  test("takes a list, the worst severity by default", () => {
    expect(read(`accepted:\n- ${entry} }\n`)).toEqual([acceptance({ subject: "Deployment a/b", reason: "because" })]);
  });

  test.each([
    ["accepted: [", /findings\.yaml: is no YAML/],
    ["", /the whole file: /],
    ["accepted:\n- { check: single-replica, subject: a, until: 2026-12-31 }", /accepted\[0\]\.reason: /],
    [`accepted:\n- ${entry.replace("because", '" "')} }`, /accepted\[0\]\.reason: /],
    ["accepted:\n- { check: single-replica, subject: a, reason: b }", /accepted\[0\]\.until: /],
    [`accepted:\n- ${entry.replace("2026-12-31", "2026-02-30")} }`, /accepted\[0\]\.until: /],
    [`accepted:\n- ${entry.replace("2026-12-31", "forever")} }`, /accepted\[0\]\.until: /],
    [
      `accepted:\n- ${entry.replace("single-replica", "singel")} }`,
      /accepted\[0\]\.check: there is no check "singel": single-replica/,
    ],
    [`accepted:\n- ${entry}, because: x }`, /accepted\[0\]: /],
  ])("%j is refused in one line that says where", (text, message) => {
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).toThrow(/^[^\n]+$/);
  });
});

test("findings with other words for how bad they are have other acceptances", () => {
  const words = ["stops", "warns"];
  const text =
    "accepted:\n  - { check: budgets, subject: PodDisruptionBudget *, reason: moved by hand, until: 2026-12-31 }\n";
  const [one] = readAcceptances(text, "f.yaml", ["budgets"], words);
  expect(one?.severity).toBe("stops");
  const budget = { check: "budgets", subject: "PodDisruptionBudget shop/web", severity: "stops" };
  const warned = one === undefined ? [] : [{ ...one, severity: "warns" }];
  expect(accept([budget], one === undefined ? [] : [one], at("2026-01-01"), words).open).toEqual([]);
  expect(accept([budget], warned, at("2026-01-01"), words).open).toEqual([budget]);
  expect(() =>
    readAcceptances(text.replace("reason:", "severity: high, reason:"), "f.yaml", ["budgets"], words),
  ).toThrow(/accepted\[0\].severity/);
});
