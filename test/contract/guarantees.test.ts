import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildTimeline } from "../../src/analysis/timeline/timeline.ts";
import { judge } from "../../src/analysis/verdict/judge.ts";
import { readJournal } from "../../src/journal/reader.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import { loadGuarantees, namesOf } from "../../src/scenario/catalogue.ts";
import { fixtureStories } from "../support/fixture-stories.ts";
import { buildJournal, journalLines, stockSettings } from "../support/timeline-builder.ts";

const outcomes: readonly Outcome[] = ["pass", "fail", "inconclusive"];
const guarantees = await loadGuarantees();

describe.each(namesOf("guarantee"))("guarantee %s", (name) => {
  const definition = guarantees.get(name);

  test("is called like its file and tells its promise", () => {
    expect(definition?.name).toBe(name);
    const spec = fixtureStories[name]?.pass.guarantees.find(({ guarantee }) => guarantee === name);
    const params = definition?.params.parse(spec?.params);
    expect(definition?.describe(params, stockSettings)).toMatch(/\w{3}/);
  });

  test("refuses parameters that it does not know", () => {
    expect(definition?.params.safeParse({ nonsense: true }).success).toBe(false);
  });

  test.each(outcomes)("has a run that comes to %s", async (outcome) => {
    const file = join(import.meta.dirname, "../fixtures", name, `${outcome}.jsonl`);
    expect(existsSync(file), `test/fixtures/${name}/${outcome}.jsonl is missing`).toBe(true);
    const report = judge(buildTimeline(await readJournal(file)), guarantees);
    const verdict = report.verdicts.find(({ guarantee }) => guarantee === name);
    expect(verdict, JSON.stringify(verdict)).toMatchObject({ outcome });
    expect(report.assumptions.filter((assumption) => assumption.outcome !== "pass")).toEqual([]);
    expect(report.outcome).toBe(outcome);
  });

  test.each(outcomes)("has a fixture for %s that is what its story makes", (outcome) => {
    const story = fixtureStories[name]?.[outcome];
    if (story === undefined) return; // A fixture may also be the journal of a real run.
    const file = join(import.meta.dirname, "../fixtures", name, `${outcome}.jsonl`);
    expect(readFileSync(file, "utf8")).toBe(journalLines(buildJournal(story)));
  });
});
