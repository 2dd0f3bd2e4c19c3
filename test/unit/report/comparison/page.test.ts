import { describe, expect, it } from "vitest";
import { compareRuns } from "../../../../src/comparison/compare.ts";
import { gatherRuns } from "../../../../src/comparison/gather.ts";
import { comparisonMarkdown } from "../../../../src/report/comparison/markdown.ts";
import { comparisonSetPage } from "../../../../src/report/comparison/page.ts";
import { comparisonText } from "../../../../src/report/comparison/text.ts";
import { comparedRun, elections } from "../../../support/compared-runs.ts";
import { plainSpaces } from "../../../support/plain-spaces.ts";

function setOf(count: number, slower: number, seed: number, change = {}) {
  const source = elections({ seed, slower });
  const runs = Array.from({ length: count }, (_, day) =>
    comparedRun(
      [
        { id: "leader-within", ms: source.next().value as [number, number] },
        { id: "one-leader", primary: false },
      ],
      day,
      change,
    ),
  );
  return gatherRuns("nights", runs);
}

const other = { settings: { etcd: { electionMs: 2_000 } } };
const worse = compareRuns(setOf(12, 1, 1), setOf(12, 2, 2, other));
const forms = { text: comparisonText, markdown: comparisonMarkdown, page: comparisonSetPage };

describe.each(Object.entries(forms))("a comparison as %s", (_, render) => {
  it("says what was different before what came of it, with effect, interval and exit code", () => {
    const text = plainSpaces(render(worse));
    const [difference, answer] = [text.indexOf("setting: etcd.electionMs"), text.indexOf("leader-within")];
    expect(difference).toBeGreaterThan(0);
    expect(answer).toBeGreaterThan(difference);
    expect(text).toMatch(/1\.\d+ s to \d\.\d+ s longer/);
    expect(text).toContain("exit code 1");
    expect(text).toContain("worse");
  });

  it("says how many runs an answer would take, and how long", () => {
    const text = plainSpaces(render(compareRuns(setOf(5, 1, 1), setOf(5, 1, 2))));
    expect(text).toContain("the first look is at 6 of each");
    expect(text).toMatch(/6 of each would take \S+( h)? more/);
    expect(text).toContain("exit code 3");
  });

  it("is not led astray by what is in a name", () => {
    const evil = gatherRuns("<script>alert(1)</script>\u001b[2J", [
      comparedRun([{ id: "<img src=x>|`a`", ms: [1, 2] }]),
    ]);
    const text = render(compareRuns(evil, evil));
    expect(text).not.toContain("\u001b");
    if (render !== comparisonText) expect(text).not.toMatch(/<script>alert|<img src=x>/);
  });
});
