import { expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import pdbRespected from "../../../src/guarantees/pdb-respected.ts";
import type { JournalEvent } from "../../../src/model/event.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Story } from "../../../src/stories/story.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";

const story = (name: string) => guaranteeStories[name]?.pass as Story;

test("silence of streams that were all lost keeps no budget", () => {
  const base = story("pdb-respected");
  const lost: JournalEvent = { type: "watch", at: 11_900, lane: 2, arrivals: [[11_900, "c", "reset", 1]] };
  const judged = (one: Story) =>
    pdbRespected.judge({ during: "held" }, factsOf(buildTimeline(buildJournal(one)))).outcome;
  expect(judged(base)).toBe("pass");
  expect(judged({ ...base, events: [...(base.events ?? []), lost] })).toBe("inconclusive");
});
