import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { readJournal } from "../../../src/journal/reader.ts";
import { openJournal } from "../../../src/journal/writer.ts";
import type { PlatformError } from "../../../src/model/errors.ts";
import type { JournalEvent } from "../../../src/model/event.ts";
import { type Sample, toRow } from "../../../src/model/sample.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

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
    const journal = openJournal(path, unexpected);
    for (const event of story.events) journal.event(event);
    journal.samples(story.samples);
    journal.close();
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
    expect(readFileSync(path, "utf8").trim().split("\n")).toHaveLength(3);
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

describe("a full disk", () => {
  // /dev/full refuses every write as a full disk does.
  test("is told once to the owner, and the run goes on to heal", () => {
    const errors: PlatformError[] = [];
    const journal = openJournal("/dev/full", (error) => errors.push(error));
    journal.event(note);
    journal.event(note);
    journal.close();
    expect(errors.map(({ code }) => code)).toEqual(["journal-full"]);
    expect(journal.failure?.code).toBe("journal-full");
  });

  test("stops a fault before it is injected", () => {
    const journal = openJournal("/dev/full", () => {});
    expect(() => journal.event(intent)).toThrow("No space left");
    journal.close();
  });
});
