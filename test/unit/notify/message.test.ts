import { describe, expect, it } from "vitest";
import type { Report } from "../../../src/model/report.ts";
import type { Suite } from "../../../src/model/suite.ts";
import { runMessage, slackForm, suiteMessage } from "../../../src/notify/message.ts";

const verdict = (id: string, outcome: string, more: object = {}) => ({ id, outcome, summary: "so it was", ...more });
const report = (verdicts: readonly object[], more: object = {}) =>
  ({
    ...{ run: "etcd-minority-1", scenario: "etcd-minority", outcome: "fail", durationMs: 92_000 },
    ...{ startedAt: "2026-11-27T00:00:00Z", verdicts, assumptions: [], errors: [], ...more },
  }) as unknown as Report;

describe("what is posted", () => {
  it("is the outcome of a run, what broke first, and limits that are one's own", () => {
    const own = { ownLimit: { weaker: true, words: "own limit" } };
    const verdicts = [verdict("a", "pass", own), verdict("b", "inconclusive"), verdict("c", "fail")];
    expect(runMessage(report(verdicts), 1)).toMatchObject({
      ...{ version: 1, kind: "run", name: "etcd-minority-1", outcome: "fail", exitCode: 1 },
      headline:
        "etcd-minority: fail, 1 of 3 guarantees held, after 92 s; 1 limit of your own, 1 weaker than the scenario's",
      details: ["fail: c: so it was", "inconclusive: b: so it was"],
    });
  });

  it("is not green where the command did not end well", () => {
    const cut = runMessage(report([verdict("a", "pass")], { outcome: "pass" }), 130);
    expect(cut.headline).toBe("etcd-minority: pass, 1 of 1 guarantees held, after 92 s; exit code 130, interrupted");
    expect(JSON.stringify(slackForm(cut))).not.toContain("green");
    expect(JSON.stringify(slackForm({ ...cut, exitCode: 0 }))).toContain("green");
  });

  it("is cut where it is long, and holds nothing that a terminal or a chat would act on", () => {
    const verdicts = Array.from({ length: 30 }, (_, n) =>
      verdict(`g${n}`, "fail", { summary: `\u001b[31m<!channel> *${"x".repeat(900)}` }),
    );
    const message = runMessage(report(verdicts), 1);
    expect(message.details).toHaveLength(11);
    expect(message.details.at(-1)).toBe("and 20 more");
    const text = JSON.stringify(slackForm(message));
    expect(text).not.toContain("<!channel>");
    expect(message.details.join("")).not.toContain("\u001b");
    // Slack refuses a block of more than 3,000 characters.
    const markup = { ...message, details: Array.from({ length: 10 }, () => "<".repeat(280)) };
    for (const { blocks } of [message, markup].map((one) => slackForm(one) as { blocks: { text: { text: string } }[] }))
      expect(Math.max(...blocks.map((block) => block.text.text.length))).toBeLessThan(3_000);
  });

  it("is what did not pass of several runs, with why", () => {
    const runs = [
      { scenario: "a", standing: "counts", result: { outcome: "pass" } },
      { scenario: "b", standing: "quarantined", result: { outcome: "fail", worst: { id: "g", summary: "out 9 s" } } },
      { scenario: "c", standing: "counts", result: null, notRun: "the deadline was over", unsupported: false },
    ];
    const suite = { suite: "suite-1", outcome: "inconclusive", startedAt: "x", durationMs: 5_000, runs };
    expect(suiteMessage(suite as unknown as Suite, 3)).toMatchObject({
      ...{ kind: "suite", exitCode: 3, headline: "3 runs: inconclusive, 1 passed, after 5 s" },
      details: ["b: fail (quarantined): g: out 9 s", "c: not run: the deadline was over"],
    });
  });
});
