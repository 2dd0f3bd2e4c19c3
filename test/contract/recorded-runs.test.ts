import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { judgeRun } from "../../src/run/judge-run.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/**
 * Journals of real runs, with what was made of them when they were recorded: outcomes, bounds, assumptions and phases
 * must never change unless the judge is meant to judge otherwise. Names are today's: a journal whose format changes is
 * converted once.
 */
const recorded = join(import.meta.dirname, "../fixtures/recorded-runs");

/** A run's folder with the journal of a recorded one. */
function folderOf(run: string): string {
  const folder = join(temporaryFolder(), run);
  mkdirSync(folder);
  writeFileSync(join(folder, "journal.jsonl"), gunzipSync(readFileSync(join(recorded, run, "journal.jsonl.gz"))));
  return folder;
}

describe.each(readdirSync(recorded))("the recorded run %s", (run) => {
  test("is judged as it was when it was recorded", async () => {
    const { report } = await judgeRun(folderOf(run));
    const { outcome, verdicts, assumptions, failovers } = report;
    const expected: unknown = JSON.parse(readFileSync(join(recorded, run, "expected.json"), "utf8"));
    const judged = {
      outcome,
      verdicts: verdicts.map(({ guarantee, outcome: came, limitMs, measuredMs, marks }) => ({
        guarantee,
        outcome: came,
        limitMs,
        measuredMs,
        marks: marks.map(({ from, to }) => ({ from, to })),
      })),
      assumptions: assumptions.map(({ name, outcome: came, summary }) => ({ name, outcome: came, summary })),
      failovers: failovers.map(({ faultId, phases }) => ({
        faultId,
        phases: phases.map(({ phase, measuredMs, expectedMs, state }) => ({ phase, measuredMs, expectedMs, state })),
      })),
    };
    // Through JSON, as a report goes to its file: what is undefined is not there.
    expect(JSON.parse(JSON.stringify(judged))).toEqual(expected);
  });

  test("of an older version of the format is refused in one line", async () => {
    const folder = folderOf(run);
    const journal = join(folder, "journal.jsonl");
    writeFileSync(journal, readFileSync(journal, "utf8").replace('"version":3', '"version":1'));
    await expect(judgeRun(folder)).rejects.toThrow(/^The journal is of version 1 .* reads version 3: judge it with/);
  });
});
