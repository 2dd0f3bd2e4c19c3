import { describe, expect, it } from "vitest";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import type { Verdict } from "../../../../src/model/verdict.ts";
import {
  type Told,
  verdictHeadline,
  verdictInTable,
  verdictSentence,
} from "../../../../src/report/page/verdict-sentence.ts";
import { judgeTimeline } from "../../../../src/run/judge-run.ts";
import { loadGuarantees } from "../../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import type { Story } from "../../../../src/stories/story.ts";
import { guaranteeStories } from "../../../support/guarantee-stories.ts";

const guarantees = await loadGuarantees();

function toldOf(story: Story): Told {
  const { report, course, series } = judgeTimeline(buildTimeline(buildJournal(story)), guarantees);
  return { report, course, outages: series.lanes };
}

function sentenceOf(guarantee: string, outcome: "pass" | "fail" | "inconclusive"): string {
  const told = toldOf(guaranteeStories[guarantee]?.[outcome] as Story);
  const index = told.report.verdicts.findIndex((verdict) => verdict.guarantee === guarantee);
  return verdictSentence(told.report.verdicts[index] as Verdict, index, told);
}

describe.each(Object.entries(guaranteeStories))("the sentence about %s", (_, stories) => {
  it.each(Object.entries(stories))("is one in plain words for a run of outcome %s", (_outcome, story) => {
    const told = toldOf(story);
    for (const [index, verdict] of told.report.verdicts.entries()) {
      for (const sentence of [verdictSentence(verdict, index, told), verdictInTable(verdict, index, told)]) {
        expect(sentence).toMatch(/^[A-Z0-9"“].*[.!?]$/);
        expect(sentence).not.toMatch(/[{}]|undefined|NaN|\[object/);
        expect(sentence).not.toContain(`${verdict.guarantee} {`);
      }
    }
  });
});

it("says what was measured, in which fault, and the limit", () => {
  expect(sentenceOf("max-outage", "fail")).toMatch(
    /^Writes stopped for 4\.\d\d to 4\.\d\d s \(kill: .+ on .+\); the limit is 4 s\.$/,
  );
  expect(sentenceOf("leader-within", "pass")).toMatch(/^Etcd had a new leader after .+; the limit is .+ s\.$/);
});

it("says what broke where no time tells it, with what was found", () => {
  expect(sentenceOf("one-leader", "fail")).toMatch(/^Etcd had two leaders in one term: .+\.$/);
  expect(sentenceOf("one-leader", "pass")).toBe("Etcd never had two leaders in one term.");
  expect(sentenceOf("one-leader", "inconclusive")).toMatch(
    /^It is open whether etcd never had two leaders in one term: /,
  );
});

it("never says that a limit was kept, or broken, by bounds that say something else", () => {
  const told = toldOf(guaranteeStories["max-outage"]?.fail as Story);
  const verdict = told.report.verdicts[0] as Verdict;
  const with_ = (change: Partial<Verdict>) => verdictSentence({ ...verdict, ...change }, 0, told);
  expect(with_({ outcome: "inconclusive", summary: "the machine was busy" })).toMatch(
    /; the limit is 4 s, but the machine was busy\.$/,
  );
  expect(with_({ outcome: "inconclusive", measuredMs: [3_000, 5_000] })).toMatch(
    /; the limit, 4 s, lies between the two\.$/,
  );
  expect(with_({ outcome: "inconclusive", measuredMs: [3_000, null] })).toMatch(
    /at least 3 s.*; whether the limit of 4 s was kept is open\.$/,
  );
  expect(with_({ outcome: "pass", measuredMs: [0, 0] })).toMatch(/^Writes never stopped \(kill: /);
});

it("leaves out of a headline what was found, and hands it on beside it", () => {
  const told = toldOf(guaranteeStories["one-leader"]?.fail as Story);
  const verdict = told.report.verdicts[0] as Verdict;
  const { sentence, detail } = verdictHeadline(verdict, 0, told);
  expect(sentence).toBe("Etcd had two leaders in one term.");
  expect(detail).toBe(verdict.summary);
});

it("falls back to the promise where the guarantee has no words", () => {
  const told = toldOf(guaranteeStories["max-outage"]?.fail as Story);
  const verdict = told.report.verdicts[0] as Verdict;
  const wordless: Told = { ...told, course: { guarantees: [] } };
  expect(verdictSentence(verdict, 0, wordless).toLowerCase()).toContain(verdict.summary.toLowerCase().slice(0, 20));
});
