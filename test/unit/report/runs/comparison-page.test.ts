import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { describeBounds } from "../../../../src/analysis/statistics/format.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import type { ReporterInput } from "../../../../src/model/reporter.ts";
import { comparisonPage, differenceWords } from "../../../../src/report/runs/comparison-page.ts";
import { judgeTimeline } from "../../../../src/run/judge-run.ts";
import { loadGuarantees } from "../../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import { guaranteeStories } from "../../../support/guarantee-stories.ts";
import { hostileText, obeyed, withTexts } from "../../../support/hostile-texts.ts";
import { plainSpaces } from "../../../support/plain-spaces.ts";

let passed: ReporterInput;
let failed: ReporterInput;
beforeAll(async () => {
  const guarantees = await loadGuarantees();
  const judged = (outcome: "pass" | "fail") => {
    const story = guaranteeStories["max-outage"]?.[outcome];
    if (story === undefined) throw new Error("there is no such story");
    return judgeTimeline(buildTimeline(buildJournal(story)), guarantees);
  };
  [passed, failed] = [judged("pass"), judged("fail")];
});

test("two runs stand on one axis since the fault, with bounds beside the bars and the difference as bounds", () => {
  const page = plainSpaces(comparisonPage(passed, failed));
  expect(page).toContain("<h2>Since kill was injected</h2>");
  expect(page).toMatch(/<th scope="row">write\/api\/\S+<\/th>[\s\S]*?<rect class="two"/);
  const outage = failed.series.lanes.flatMap(({ outages }) => outages)[0];
  expect(outage?.atLeastMs).toBeGreaterThan(4_000);
  expect(page).toMatch(/longer by [\d.]+ (m?s)/);
  expect(plainSpaces(comparisonPage(failed, passed))).toMatch(/shorter by [\d.]+ (m?s)/);
  expect(comparisonPage(failed, failed)).toContain("not told apart");
  expect(page).not.toMatch(/<script [^>]*src|<img|<link|https?:/);
});

test("a run of itself has the same words on both sides", () => {
  const page = comparisonPage(failed, failed);
  for (const [, one, two] of page.matchAll(/aria-label="A: ([^"]*); B: ([^"]*)"/g)) expect(one).toBe(two);
});

test("runs without a fault in common are compared since their start", () => {
  const without = { ...passed, report: { ...passed.report, faults: [] }, series: passed.series };
  expect(comparisonPage(without, failed)).toContain("<h2>Since the start</h2>");
});

test.each<[readonly [number, number | null], readonly [number, number | null], string]>([
  [[1_000, 2_000], [3_000, 5_000], `longer by ${describeBounds([1_000, 4_000])}`],
  [[1_000, 2_000], [3_000, null], `longer by ${describeBounds([1_000, null])}`],
  [[3_000, null], [1_000, 2_000], `shorter by ${describeBounds([1_000, null])}`],
  [[1_000, 2_000], [1_500, 5_000], "not told apart"],
  [[1_000, null], [5_000, null], "not told apart"],
])("%j against %j is %s", (first, second, words) => {
  expect(differenceWords(first, second)).toBe(words);
});

test("passes on no text that anything obeys", () => {
  const own = /^(pass|fail|inconclusive|completed|control-plane|worker|whole-run|\d{4}-.*Z)$/;
  const tags = (text: string) => text.match(/<\/?[a-z]+/g)?.toSorted();
  fc.assert(
    fc.property(hostileText, (text) => {
      const change = (one: string) => (own.test(one) ? one : `${one}${text}`);
      const both = [passed, failed].map(({ report, series }) => withTexts({ report, series }, change)) as [
        ReporterInput,
        ReporterInput,
      ];
      const made = comparisonPage(...both);
      expect(made).not.toMatch(obeyed);
      expect(tags(made)).toEqual(tags(comparisonPage(passed, failed)));
    }),
    { numRuns: 15 },
  );
});
