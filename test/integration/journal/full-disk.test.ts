import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readJournal } from "../../../src/journal/reader.ts";
import { openUndoLog } from "../../../src/journal/undo-log.ts";
import { openJournal } from "../../../src/journal/writer.ts";
import type { PlatformError } from "../../../src/model/errors.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { undoOf } from "../../support/undo-of.ts";

/** A disk of 64 KiB. */
function smallDisk(): string {
  const folder = temporaryFolder();
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]);
  onTestFinished(() => {
    execFileSync("umount", [folder]);
  });
  return folder;
}

test.runIf(process.getuid?.() === 0)(
  "on a full disk everything written stays readable, and no fault is begun",
  async () => {
    const folder = smallDisk();
    const path = join(folder, "journal.jsonl");
    const errors: PlatformError[] = [];
    const journal = openJournal(path, (error) => errors.push(error));
    const { samples, events } = buildJournal({ lanes: ["write/api/new"], guarantees: [], durationMs: 400_000 });
    for (const type of ["run-start", "lanes", "probing-begin"])
      for (const event of events) if (event.type === type) journal.event(event);
    let written = 0;
    for (let at = 0; at < samples.length && errors.length === 0; at += 10) {
      journal.samples(samples.slice(at, at + 10));
      journal.event({ type: "note", at: samples[at + 9]?.ended ?? 0, text: "so far" });
      written = at;
    }
    expect(errors.map(({ code }) => code)).toEqual(["journal-full"]);
    const undo = openUndoLog(join(folder, "undo.jsonl"));
    const fill = openJournal(join(folder, "filler"), () => {});
    for (let line = 0; line < 2_000 && fill.failure === undefined; line += 1)
      fill.event({ type: "note", at: 1, text: "x" });
    fill.close();
    expect(() => undo.intend(undoOf("kill"))).toThrow(expect.objectContaining({ code: "journal-full" }));
    undo.close();
    journal.close();
    const read = await readJournal(path);
    expect(read).toMatchObject({ damaged: 0, torn: false });
    expect(read.samples).toHaveLength(written);
  },
);
