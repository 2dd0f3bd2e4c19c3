import { expect, it } from "vitest";
import { courseOf } from "../../../../src/analysis/course/course.ts";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { loadGuarantees } from "../../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import type { Story } from "../../../../src/stories/story.ts";
import { guaranteeStories } from "../../../support/guarantee-stories.ts";

const guarantees = await loadGuarantees();
const courseOfStory = (story: Story) => courseOf(factsOf(buildTimeline(buildJournal(story))), guarantees);
const stories = Object.values(guaranteeStories).flatMap((outcomes) => Object.values(outcomes));

it("tells each lane's outages by the attempts at their ends, in the order of the series", () => {
  const story = guaranteeStories["max-outage"]?.fail as Story;
  const facts = factsOf(buildTimeline(buildJournal(story)));
  const { lanes } = courseOf(facts, guarantees);
  for (const [index, track] of facts.tracks.entries()) {
    const outages = facts.outagesOf(track);
    expect(lanes[index]?.lane).toBe(track.lane.id);
    expect(lanes[index]?.outageEdges.map(({ first }) => first.at)).toEqual(
      outages.map(({ samples }) => Math.round((samples[0]?.started ?? 0) * 10) / 10),
    );
  }
  expect(lanes.flatMap(({ outageEdges }) => outageEdges).length).toBeGreaterThan(0);
});

it("has rows without a gap, and everything in the order of time, in every story", () => {
  for (const { rows, moments } of stories.map(courseOfStory)) {
    for (const { spans } of rows)
      for (const [index, span] of spans.entries()) {
        expect(span.to).toBeGreaterThan(span.from);
        if (index > 0) expect(span.from).toBe(spans[index - 1]?.to);
      }
    expect(moments.map(({ at }) => at)).toEqual(moments.map(({ at }) => at).toSorted((a, b) => a - b));
  }
});

it("knows what each guarantee looks at, and tells one of another version without words", () => {
  const story = guaranteeStories["max-outage"]?.fail as Story;
  expect(courseOfStory(story).guarantees[0]).toMatchObject({ about: "time", stretch: "kill", lanes: ["write/api/*"] });
  const unknown = { id: "gone", guarantee: "no-such", params: {} };
  expect(courseOfStory({ ...story, guarantees: [unknown] }).guarantees).toEqual([
    { id: "gone", about: "time", lanes: [], stretch: "whole-run" },
  ]);
});

it("shows replicas on their way and leases that change hands where somebody watched them", () => {
  const all = stories.map(courseOfStory).flatMap(({ rows }) => rows);
  const of = (kind: string) => all.filter((row) => row.kind === kind);
  expect(of("pod").some(({ spans }) => spans.some(({ state, text }) => state === "slow" && text !== ""))).toBe(true);
  expect(of("lease").some(({ spans }) => spans.length > 1)).toBe(true);
});
