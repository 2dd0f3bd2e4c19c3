import { expect, test } from "vitest";
import type { Finding } from "../../../src/upgrade/facts.ts";
import { describePreflight } from "../../../src/upgrade/text.ts";
import { upgradable } from "../../support/upgrade-facts.ts";

const paint = { red: String, yellow: String, dim: String };
const finding = (severity: Finding["severity"]): Finding => ({
  ...{ check: "budgets", severity, subject: "PodDisruptionBudget shop/web", evidence: "maxUnavailable: 0 of 3" },
  ...{ why: "no pod of it may be evicted", advice: "allow one to be away" },
});
const facts = upgradable();
const shown = (...findings: Finding[]) => describePreflight(facts, findings, paint, 100);

test("each finding says what, where, why and what to do; the last line says whether it is refused", () => {
  expect(shown(finding("stops"), finding("warns"))).toBe(`
upgrade from v1.36.4 to v1.37.0: 6 nodes, 3 of 3 API servers asked

✗ stops  PodDisruptionBudget shop/web: maxUnavailable: 0 of 3 [budgets]
           why: no pod of it may be evicted
           do: allow one to be away

! warns  PodDisruptionBudget shop/web: maxUnavailable: 0 of 3 [budgets]
           why: no pod of it may be evicted
           do: allow one to be away

✗ it is refused: 2 findings of 16 checks: 1 stops, 1 warns
`);
  expect(shown(finding("warns"))).toMatch(/^! nothing stops it; 1 finding of 16 checks: 0 stops, 1 warns$/m);
  expect(shown()).toMatch(/^✓ nothing stops it: none of 16 checks found anything$/m);
});

test("no line is wider than it may be, and nothing in it controls a terminal", () => {
  const long = { ...finding("stops"), evidence: `${"word ".repeat(60)}\u001b[2J` };
  const text = describePreflight(facts, [long], paint, 60);
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(60);
  expect(text).not.toContain("\u001b");
});
