import { describe, expect, test } from "vitest";
import { SampleDecoder } from "../../../src/journal/sample-decoder.ts";
import { isExtra, type Sample, toRow } from "../../../src/model/sample.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Story } from "../../../src/stories/story.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";

describe("extra attempts", () => {
  test("are told from the others in the journal", () => {
    const [sample] = buildJournal(guaranteeStories["max-outage"]?.fail as Story).samples as [Sample];
    const decoder = new SampleDecoder();
    const extra = decoder.decode(toRow({ ...sample, number: undefined })) as Sample;
    expect(isExtra(extra)).toBe(true);
    expect(decoder.decode(toRow({ ...sample, number: 7 }))).toMatchObject({ number: 7, scheduled: sample.scheduled });
    expect(decoder.decode(toRow({ ...sample, number: 0 }))?.number).toBe(0);
  });
});
