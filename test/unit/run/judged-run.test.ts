import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { journalFile } from "../../../src/journal/writer.ts";
import type { Outcome } from "../../../src/model/outcome.ts";
import { exitCodes } from "../../../src/model/outcome.ts";
import type { Report } from "../../../src/model/report.ts";
import { exitCodeOf, judgeRecorded } from "../../../src/run/judged-run.ts";
import type { EndReason } from "../../../src/runner/run-request.ts";
import { writeRun } from "../../support/story-run.ts";

afterEach(() => void vi.restoreAllMocks());

describe("the exit code of a run", () => {
  it.each([
    ["completed", "pass", 0],
    ["completed", "fail", 1],
    ["completed", "inconclusive", 3],
    ["failed", "inconclusive", 2],
    ["failed", "pass", 2],
    ["failed", "fail", 1],
    ["interrupted", "inconclusive", 130],
    ["interrupted", "fail", 130],
    ["deadline", "inconclusive", 3],
    ["deadline", "fail", 1],
    // It was over when only the cluster was still to be deleted.
    ["deadline", "pass", 0],
  ] as const satisfies readonly (readonly [EndReason, Outcome, number])[])("%s, %s: %i", (end, outcome, code) => {
    expect(exitCodeOf({ end, report: { outcome, exitCode: exitCodes[outcome] } as Report })).toBe(code);
  });
});

describe("a run that was recorded", () => {
  const story = { lanes: ["write/api/new"], guarantees: [] };
  const lines: string[] = [];
  const listen = () => {
    lines.length = 0;
    vi.spyOn(process.stderr, "write").mockImplementation((text) => lines.push(String(text)) > 0);
  };

  it("is judged where a report cannot be written: one line says which, and the run has failed", async () => {
    const folder = writeRun(story);
    mkdirSync(join(folder, "report.md"));
    listen();
    const { end, report } = await judgeRecorded(folder, "completed");
    expect({ end, run: report.run }).toEqual({ end: "failed", run: expect.any(String) });
    expect(lines).toEqual([expect.stringMatching(/^chaos: .*report\.md: is a folder: it is not written through.*\n$/)]);
    expect(existsSync(join(folder, "report.json"))).toBe(true);
  });

  it("stays interrupted where it was", async () => {
    const folder = writeRun(story);
    mkdirSync(join(folder, "report.md"));
    listen();
    expect((await judgeRecorded(folder, "interrupted")).end).toBe("interrupted");
  });

  it("cannot be judged when its journal is gone, which is one line", async () => {
    const folder = writeRun(story);
    rmSync(join(folder, journalFile));
    await expect(judgeRecorded(folder, "completed")).rejects.toMatchObject({
      code: "run-folder",
      message: expect.stringMatching(/is gone or was changed while the run went on: There is no journal at /),
    });
  });
});
