import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { stretchBytes } from "../../../src/journal/checksum.ts";
import { readJournal } from "../../../src/journal/reader.ts";
import { resumeJournal } from "../../../src/journal/resume.ts";
import { journalFile, openJournal } from "../../../src/journal/writer.ts";
import type { JournalEvent } from "../../../src/model/event.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import { writeRun } from "../../support/story-run.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const story = { lanes: ["write/api/new", "readyz/control-plane/new"], guarantees: [], durationMs: 8_000 };
const note: JournalEvent = { type: "note", at: 9_000, text: "the load balancer was unpaused" };
const fail = (error: Error) => expect.unreachable(error.message);

/** The journal of a run that died when this many bytes of it were written. */
function died(bytes: (whole: Buffer) => number): string {
  const path = join(writeRun(story), journalFile);
  truncateSync(path, bytes(readFileSync(path)));
  return path;
}

describe("a journal that is gone on with", () => {
  const places: [string, (whole: Buffer) => number][] = [
    ["behind a checksum", (whole) => whole.indexOf("\n", whole.indexOf('["d",', whole.length / 2)) + 1],
    ["before a checksum", (whole) => whole.indexOf('["d",', whole.length / 2)],
    ["in the middle of a checksum", (whole) => whole.indexOf('["d",', whole.length / 2) + 8],
    ["in the middle of a line", (whole) => whole.indexOf('["s",', whole.length / 2) + 20],
  ];
  test.each(places)("has died %s, and is whole with what is added", async (_place, bytes) => {
    const path = died(bytes);
    const before = await readJournal(path);
    const journal = resumeJournal(path, fail);
    journal.event(note);
    journal.close();
    const after = await readJournal(path);
    expect(after).toMatchObject({ damaged: 0, torn: false });
    expect(after.samples).toHaveLength(before.samples.length);
    expect(after.events).toEqual([...before.events, note]);
    expect(existsSync(path)).toBe(true);
  });

  test("still shows what was lost before", async () => {
    const path = died((whole) => whole.indexOf("\n", whole.length / 2) + 1);
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace(/\n\["s".*/, ""));
    const journal = resumeJournal(path, fail);
    journal.event(note);
    journal.close();
    const { damage } = await readJournal(path);
    expect(damage.map(({ what }) => what)).toEqual(["1 line is missing there"]);
  });

  test("takes so much at a time that checksums are among it", async () => {
    const path = died((whole) => whole.indexOf("\n", whole.length / 2) + 1);
    const journal = resumeJournal(path, fail);
    for (let at = 0; at < 2 * stretchBytes; at += 50) journal.event({ ...note, at: 9_000 + at });
    journal.close();
    expect(await readJournal(path)).toMatchObject({ damaged: 0 });
  });
});

describe("nobody goes on with", () => {
  test("a journal that is not there", () => {
    const path = join(temporaryFolder(), journalFile);
    expect(() => resumeJournal(path, fail)).toThrow(`There is no journal at ${path}`);
    expect(existsSync(path)).toBe(false);
  });

  test("that of a run which came to its end", () => {
    const path = join(writeRun(story), journalFile);
    const before = readFileSync(path);
    expect(() => resumeJournal(path, fail)).toThrow(/came to its end: nothing can be added/);
    expect(readFileSync(path)).toEqual(before);
    // It is not held either.
    expect(() => resumeJournal(path, fail)).toThrow(/came to its end/);
  });

  test("one that is being written", () => {
    const path = join(temporaryFolder(), journalFile);
    const journal = openJournal(path, fail);
    expect(() => resumeJournal(path, fail)).toThrow(/is being written by process/);
    journal.close();
  });

  test("one of another version of the format", () => {
    const path = join(temporaryFolder(), journalFile);
    const [start] = buildJournal(story).events;
    appendFileSync(path, `${JSON.stringify({ ...start, version: 2 })}\n`);
    expect(() => resumeJournal(path, fail)).toThrow(/is of version 2 of its format/);
  });
});
