import { openSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { readJournal } from "../../../src/journal/reader.ts";
import { journalOn, openJournal } from "../../../src/journal/writer.ts";
import type { PlatformError } from "../../../src/model/errors.ts";
import type { JournalEvent } from "../../../src/model/event.ts";
import { type Sample, toRow } from "../../../src/model/sample.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import { unsealed } from "../../support/sealed-journal.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { writeJournal } from "../../support/write-journal.ts";

const story = buildJournal({ lanes: ["write/api/new", "readyz/control-plane/new"], guarantees: [], durationMs: 2_000 });
const note: JournalEvent = { type: "note", at: 5, text: "line\nbreak" };
const intent: JournalEvent = {
  type: "fault-intent",
  at: 6,
  id: "kill",
  fault: "process-kill",
  description: "etcd killed",
  target: "etcd leader",
  nodes: [],
  sustained: false,
  inject: [],
  undo: [],
};

/** All that a sample says, with nothing left out that is undefined. */
function plain(sample: Sample): Record<string, unknown> {
  const { lane, scheduled, started, connected, firstByte, ended, outcome, error, backend, connection } = sample;
  const { status, revision, detail } = sample;
  const times = { scheduled, started, connected, firstByte, ended };
  return { lane, ...times, outcome, error, backend, connection, status, revision, detail };
}

const unexpected = (error: PlatformError) => expect.unreachable(error.message);

describe("what is written", () => {
  test("is read back as it was", async () => {
    const path = join(temporaryFolder(), "journal.jsonl");
    writeJournal(path, story);
    const read = await readJournal(path);
    expect(read).toMatchObject({ events: story.events, damaged: 0, torn: false });
    expect(read.samples.map(plain)).toEqual(story.samples.map(plain));
    expect(read.samples.map(toRow)).toEqual(story.samples.map(toRow));
  });

  test("is in the file at once where it is an event, with every sample before it", () => {
    const path = join(temporaryFolder(), "journal.jsonl");
    const journal = openJournal(path, unexpected);
    journal.samples(story.samples.slice(0, 2));
    expect(readFileSync(path, "utf8")).toBe("");
    journal.event(note);
    expect(unsealed(readFileSync(path, "utf8"))).toHaveLength(3);
    journal.close();
  });

  test("is in the file after a quarter of a second where it is samples", () => {
    vi.useFakeTimers();
    const path = join(temporaryFolder(), "journal.jsonl");
    const journal = openJournal(path, unexpected);
    journal.samples(story.samples.slice(0, 2));
    vi.advanceTimersByTime(250);
    vi.useRealTimers();
    expect(readFileSync(path, "utf8").trim().split("\n")).toHaveLength(2);
    journal.close();
  });

  test("closes once, however often it is asked to", () => {
    const journal = openJournal(join(temporaryFolder(), "journal.jsonl"), unexpected);
    journal.close();
    expect(() => journal.close()).not.toThrow();
  });
});

describe("checksums", () => {
  test("take at most a hundredth of the bytes", () => {
    const path = join(temporaryFolder(), "journal.jsonl");
    const long = buildJournal({ lanes: ["write/api/new"], guarantees: [], durationMs: 60_000 });
    writeJournal(path, long);
    const lines = unsealed(readFileSync(path, "utf8"));
    expect(statSync(path).size / (lines.join("\n").length + 1)).toBeLessThan(1.01);
  });

  test("are behind every intent of a fault and behind the end", () => {
    const path = join(temporaryFolder(), "journal.jsonl");
    const journal = openJournal(path, unexpected);
    const last = () => readFileSync(path, "utf8").trim().split("\n").at(-1);
    journal.event(note);
    expect(last()).toContain("note");
    journal.event(intent);
    expect(last()).toMatch(/^\["d",3,/);
    journal.event({ type: "run-end", at: 7, reason: "completed" });
    expect(last()).toMatch(/^\["d",5,/);
    journal.close();
    expect(last()).toMatch(/^\["d",5,/);
  });
});

test("a text of others that is too long is cut, so that it can be read back", async () => {
  const path = join(temporaryFolder(), "journal.jsonl");
  const [start, ...rest] = story.events;
  const error: JournalEvent = { type: "error", at: 0, code: "engine", message: "x".repeat(100_000) };
  writeJournal(path, { events: [start as JournalEvent, error, ...rest], samples: [] });
  const { events, damaged } = await readJournal(path);
  expect(damaged).toBe(0);
  expect(events.find(({ type }) => type === "error")).toMatchObject({ message: `${"x".repeat(16_383)}…` });
});

describe("one journal", () => {
  test("is written by one writer, and not over", () => {
    const path = join(temporaryFolder(), "journal.jsonl");
    const journal = openJournal(path, unexpected);
    expect(() => openJournal(path, unexpected)).toThrow(/is being written by process/);
    journal.close();
    expect(() => openJournal(path, unexpected)).toThrow(/^There is a journal at .* already: a run is recorded into/);
  });
});

describe("a full disk", () => {
  // /dev/full refuses every write as a full disk does.
  const onFullDisk = (onError: (error: PlatformError) => void) =>
    journalOn(openSync("/dev/full", "a"), "/dev/full", { onError });

  test("is told once to the owner, and the run goes on to heal", () => {
    const errors: PlatformError[] = [];
    const journal = onFullDisk((error) => errors.push(error));
    journal.event(note);
    journal.event(note);
    journal.close();
    expect(errors.map(({ code }) => code)).toEqual(["journal-full"]);
    expect(journal.failure?.code).toBe("journal-full");
  });

  test("stops a fault before it is injected", () => {
    const journal = onFullDisk(() => {});
    expect(() => journal.event(intent)).toThrow("No space left");
    journal.close();
  });
});

test("a journal that is deleted while it is written is told of once: nobody would ever read it", () => {
  const path = join(temporaryFolder(), "journal.jsonl");
  const errors: string[] = [];
  const journal = openJournal(path, ({ code, message }) => errors.push(`${code}: ${message}`));
  journal.event(note);
  expect(errors).toEqual([]);
  rmSync(path);
  journal.event(note);
  journal.event(note);
  expect(errors).toEqual([`journal-write: Cannot write ${path}: it was deleted while it was written`]);
  expect(() => journal.event(intent)).toThrow(/was deleted/);
  journal.close();
});

test("a journal that cannot be made is one line", () => {
  const path = join(temporaryFolder(), "none", "journal.jsonl");
  expect(() => openJournal(path, unexpected)).toThrow(expect.objectContaining({ code: "journal-write" }));
});
