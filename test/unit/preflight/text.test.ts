import { expect, test } from "vitest";
import type { Finding } from "../../../src/preflight/facts.ts";
import { exitCodeOf, type PreflightResult, preflightResult } from "../../../src/preflight/result.ts";
import { describePreflight } from "../../../src/preflight/text.ts";
import { upgradable } from "../../support/upgrade-facts.ts";

const paint = { red: String, yellow: String, dim: String };
const finding = (severity: Finding["severity"]): Finding => ({
  ...{ check: "budgets", severity, subject: "PodDisruptionBudget shop/web", evidence: "maxUnavailable: 0 of 3" },
  ...{ why: "no pod of it may be evicted", advice: "allow one to be away" },
});
const result = (findings: readonly Finding[], more: Partial<PreflightResult> = {}): PreflightResult => ({
  ...preflightResult("https://10.0.0.1:6443", upgradable(), []),
  findings,
  ...more,
});
const shown = (...findings: Finding[]) => describePreflight(result(findings), paint, 100);

test("each finding says what, where, why and what to do; the last line says whether it is refused", () => {
  expect(shown(finding("stops"), finding("warns"))).toBe(`
https://10.0.0.1:6443: upgrade from v1.36.4 to v1.37.0: 6 nodes, 3 of 3 API servers asked

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
  const text = describePreflight(result([long]), paint, 60);
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(60);
  expect(text).not.toContain("\u001b");
});

test("what is accepted is shown with its reason and its end, and does not count", () => {
  const known = { ...finding("stops"), reason: "drained by hand", until: "2026-12-31" };
  const text = describePreflight(result([], { accepted: [known], notes: ["it can go"] }), paint, 100);
  expect(text).toContain("= accepted  PodDisruptionBudget shop/web: maxUnavailable: 0 of 3 [budgets, stops]");
  expect(text).toContain("            until 2026-12-31: drained by hand");
  expect(text).toMatch(/^note: it can go$/m);
  expect(text).toMatch(/^✓ nothing stops it: none of 16 checks found anything; 1 accepted$/m);
});

test("what could not be read keeps the whole from being told, unless something stops it all the same", () => {
  const unread: Finding = { ...finding("warns"), check: "not-read", subject: "etcd" };
  expect(exitCodeOf(result([]))).toBe(0);
  expect(exitCodeOf(result([finding("warns")]))).toBe(0);
  expect(exitCodeOf(result([finding("stops"), unread]))).toBe(1);
  expect(exitCodeOf(result([finding("warns"), unread]))).toBe(3);
  expect(shown(unread)).toMatch(
    /^\? whether anything stops it cannot be told, because not all could be read; 1 finding/m,
  );
});

test("an acceptance takes a finding away from what counts, up to its own severity", () => {
  const facts = { ...upgradable(), gaps: [{ subject: "etcd", evidence: "not seen", advice: "look" }] };
  const one = {
    check: "not-read",
    subject: "etcd",
    severity: "warns",
    reason: "looked at by hand",
    until: "2999-12-31",
  };
  expect(exitCodeOf(preflightResult("https://x", facts, []))).toBe(3);
  expect(exitCodeOf(preflightResult("https://x", facts, [one]))).toBe(0);
});
