import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildTimeline } from "../../src/analysis/timeline/timeline.ts";
import type { GuaranteeDefinition } from "../../src/analysis/verdict/guarantee-definition.ts";
import { judge } from "../../src/analysis/verdict/judge.ts";
import { readJournal } from "../../src/journal/reader.ts";
import { journalFile } from "../../src/journal/writer.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import { loadGuarantees, loadOperations, namesOf } from "../../src/scenario/catalogue.ts";
import { storySettings } from "../../src/stories/story-cluster.ts";
import { writeRun } from "../support/story-run.ts";

const outcomes: readonly Outcome[] = ["pass", "fail", "inconclusive"];
const guarantees = await loadGuarantees();
const operations = await loadOperations();

describe.each(namesOf("guarantee"))("guarantee %s", (name) => {
  const definition = guarantees.get(name) as GuaranteeDefinition;

  test("is called like its file, and tells its promise and what that covers", () => {
    expect(definition.name).toBe(name);
    const spec = definition.stories().pass.guarantees.find(({ guarantee }) => guarantee === name);
    const params = definition.params.parse(spec?.params);
    expect(definition.describe(params, storySettings)).toMatch(/\w{3}/);
    expect(definition.summary).toMatch(/^[^\n|]{10,110}\.$/);
    expect(definition.covers).toMatch(/^It covers .*\.$/);
    expect(definition.leavesOut).toMatch(/^It leaves out .*because .*\.$/);
  });

  test("refuses parameters that it does not know", () => {
    expect(definition.params.safeParse({ nonsense: true }).success).toBe(false);
  });

  test.each(outcomes)("has a story that comes to %s, read from its journal", async (outcome) => {
    const journal = join(writeRun(definition.stories()[outcome]), journalFile);
    const report = judge(buildTimeline(await readJournal(journal, operations)), guarantees);
    const verdict = report.verdicts.find(({ guarantee }) => guarantee === name);
    expect(verdict, JSON.stringify(verdict)).toMatchObject({ outcome });
    expect(report.assumptions.filter((assumption) => assumption.outcome !== "pass")).toEqual([]);
    expect(report.outcome).toBe(outcome);
  });
});
