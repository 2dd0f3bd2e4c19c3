import { appendFileSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execaSync } from "execa";
import { describe, expect, test } from "vitest";
import { readJournal } from "../../../src/journal/reader.ts";
import { journalFile } from "../../../src/journal/writer.ts";
import { UsageError } from "../../../src/model/errors.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Story } from "../../../src/stories/story.ts";
import { writeRun } from "../../support/story-run.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const story: Story = { lanes: ["write/api/new", "readyz/control-plane/new"], guarantees: [], durationMs: 2_000 };
const { samples } = buildJournal(story);

describe("a journal that is not whole", () => {
  const written = () => join(writeRun(story), journalFile);

  test("may end in the middle of a line", async () => {
    const path = written();
    truncateSync(path, readFileSync(path).length - 7);
    const journal = await readJournal(path);
    expect(journal).toMatchObject({ damaged: 0, torn: true });
    expect(journal.samples).toHaveLength(samples.length - 1);
  });

  test("may end in a whole line without its line end", async () => {
    const path = written();
    truncateSync(path, readFileSync(path).length - 1);
    expect(await readJournal(path)).toMatchObject({ damaged: 0, torn: false });
  });

  test("has its damaged lines counted", async () => {
    const path = written();
    appendFileSync(path, '["s",0,"soon"]\n["s",\n{"type":"weather","at":3}\nnoise\n\n');
    expect(await readJournal(path)).toMatchObject({ damaged: 5 });
  });

  test("must be there", async () => {
    await expect(readJournal(join(temporaryFolder(), "none.jsonl"))).rejects.toThrow(UsageError);
  });
});

describe("a file that is no journal of this version", () => {
  const withText = (text: string) => {
    const path = join(temporaryFolder(), journalFile);
    writeFileSync(path, text);
    return path;
  };

  test.each([
    ["another version", '{"type":"run-start","at":0,"version":1}\n', /is of version 1 of its format, .* reads version/],
    ["a version that calls its first event otherwise", '{"type":"begin","version":99}\n', /is of version 99/],
    ["a version that is no number", '{"type":"run-start","version":"\\u001b[31m"}\n', /is of another version/],
    ["nothing but line ends", "\n".repeat(200_000), /more than 100000 lines/],
    ["one endless line", "x".repeat(20_000_000), /a line of more than 16 MiB/],
  ])("is refused in one line: %s", async (_, text, message) => {
    await expect(readJournal(withText(text))).rejects.toThrow(UsageError);
    await expect(readJournal(withText(text))).rejects.toThrow(message);
  });

  test("is not read through a link, and a pipe is not waited for", async () => {
    const folder = temporaryFolder();
    const link = join(folder, "link");
    symlinkSync(withText("{}\n"), link);
    await expect(readJournal(link)).rejects.toThrow(/is a symbolic link/);
    const pipe = join(folder, "pipe");
    execaSync("mkfifo", [pipe]);
    await expect(readJournal(pipe)).rejects.toThrow(/is a pipe or a device/);
  });
});
