import { readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { endDiedRun, endDiedRuns } from "../../../src/journal/died-run.ts";
import { readJournal } from "../../../src/journal/reader.ts";
import type { Deed, Undo, UndoState } from "../../../src/journal/undo-log.ts";
import { journalFile, openJournal } from "../../../src/journal/writer.ts";
import { judgeRun } from "../../../src/run/judge-run.ts";
import { heldFault } from "../../../src/stories/fates.ts";
import { cluster } from "../../support/recording-runtime.ts";
import { writeRun } from "../../support/story-run.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** The folder of a run whose harness died in the middle of its journal's line. */
function died(): string {
  const folder = writeRun({ lanes: ["write/api/new"], guarantees: [], fault: heldFault });
  const text = readFileSync(join(folder, journalFile));
  truncateSync(join(folder, journalFile), Math.floor(text.length / 2));
  return folder;
}

const strike = crypto.randomUUID();

/** An undo log with what the watchdog did about a run. */
function logOf(folder: string, ...more: readonly Deed[]): UndoState {
  const at = "2026-11-23T11:00:09.000Z";
  const undo: Undo = { strike, id: "stop", folder, at, cluster, fault: "node-pause", params: {}, hits: [] };
  const by = { folder, by: "watchdog", at } as const;
  const deeds: Deed[] = [
    { ...by, deed: "took-over", detail: "the harness is gone" },
    { ...by, deed: "healed", strike, detail: "it goes on" },
    { ...by, deed: "healed", strike, folder: "/runs/other", detail: "of another run" },
    { ...by, deed: "healed", strike, by: "harness", detail: "told by the run itself" },
    ...more,
  ];
  return { begun: [undo], deeds, problems: [], open: [] };
}

test("the journal of a run that died gets what others did, and its end; replay says so first", async () => {
  const folder = died();
  const before = await readJournal(join(folder, journalFile));
  expect(await endDiedRun(folder, logOf(folder))).toBe(true);
  const after = await readJournal(join(folder, journalFile));
  expect(after).toMatchObject({ damaged: 0, torn: false });
  expect(after.samples).toEqual(before.samples);
  expect(after.events.slice(before.events.length)).toMatchObject([
    { type: "undo-deed", deed: "took-over", by: "watchdog", doneAt: "2026-11-23T11:00:09.000Z" },
    { type: "undo-deed", deed: "healed", by: "watchdog", id: "stop", detail: "it goes on" },
    { type: "run-end", reason: "died" },
  ]);
  const { report } = await judgeRun(folder);
  expect(report).toMatchObject({ outcome: "inconclusive", end: "died" });
  expect(report.assumptions[0]).toEqual({
    name: "nobody else took back what the run broke",
    outcome: "inconclusive",
    summary: "the watchdog took over (the harness is gone), the watchdog healed stop (it goes on)",
  });
});

test("what is in the journal already is not told twice, and what has ended is left alone", async () => {
  const folder = died();
  const path = join(folder, journalFile);
  await endDiedRun(folder, logOf(folder));
  const text = readFileSync(path, "utf8");
  const late: Deed = { deed: "healed", strike, folder, by: "clean", at: "2026-11-24T00:00:00.000Z", detail: "" };
  expect(await endDiedRun(folder, logOf(folder, late))).toBe(false);
  expect(readFileSync(path, "utf8")).toBe(text);
  // Of one whose end nobody could write, only what is new is added.
  truncateSync(path, text.lastIndexOf('{"type":"run-end"'));
  expect(await endDiedRuns(logOf(folder, late))).toEqual([folder]);
  const { events } = await readJournal(path);
  const told = events.flatMap((event) => (event.type === "undo-deed" ? [`${event.by} ${event.deed}`] : []));
  expect(told).toEqual(["watchdog took-over", "watchdog healed", "clean healed"]);
});

test("where there is no journal, or its run still writes it, nothing is done", async () => {
  const gone = join(temporaryFolder(), "gone");
  expect(await endDiedRun(gone, logOf(gone))).toBe(false);
  const folder = temporaryFolder();
  const writer = openJournal(join(folder, journalFile), () => {});
  expect(await endDiedRun(folder, logOf(folder))).toBe(false);
  writer.close();
  // Nobody could judge what has no beginning.
  expect(await endDiedRun(folder, logOf(folder))).toBe(false);
});
