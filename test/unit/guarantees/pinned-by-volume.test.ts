import { expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import pinnedByVolume from "../../../src/guarantees/pinned-by-volume.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Story } from "../../../src/stories/story.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";

const story = (name: string) => guaranteeStories[name]?.pass as Story;

test("a pod on its way out that is told Ready once more is not back", () => {
  const base = story("pinned-by-volume");
  const states = base.observer?.["watch-pods"] ?? [];
  const leaving = { ...states.at(-1)?.[1], deleting: "2026-11-23T11:00:34Z" };
  const observer = { "watch-pods": [...states.slice(0, -1), [8_900, leaving] as const, ...states.slice(-1)] };
  const judged = (one: Story) =>
    pinnedByVolume.judge({ during: "held", limit: "3s" }, factsOf(buildTimeline(buildJournal(one)))).measuredMs;
  expect(judged({ ...base, observer })).toEqual(judged(base));
  expect(judged(base)?.[1]).toBeGreaterThan(900);
});
