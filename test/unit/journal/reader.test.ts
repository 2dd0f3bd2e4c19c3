import { appendFileSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
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
