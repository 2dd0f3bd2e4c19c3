import { expect, test } from "vitest";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { missingAttempts } from "../../../../src/guarantees/kit/missing-attempts.ts";
import type { Sample } from "../../../../src/model/sample.ts";
import { loadGuarantees } from "../../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import { between, refused } from "../../../../src/stories/fates.ts";
import type { Story } from "../../../../src/stories/story.ts";

const guarantees = await loadGuarantees();
const stories = (name: string) => guarantees.get(name)?.stories() as Record<"pass" | "fail", Story>;

/** The facts of a story of which only these attempts are there. */
function factsWith(story: Story, isThere: (sample: Sample) => boolean) {
  const journal = buildJournal(story);
  return factsOf(buildTimeline({ ...journal, samples: journal.samples.filter(isThere) }));
}

/** What a guarantee's story comes to of which only these attempts are there. */
function came(name: string, story: Story, isThere: (sample: Sample) => boolean) {
  const [spec] = story.guarantees;
  const definition = guarantees.get(name);
  return definition?.judge(definition.params.parse(spec?.params), factsWith(story, isThere)).outcome;
}

const all = () => true;

test("attempts that are missing in a time are counted", () => {
  const story = stories("availability-at").pass;
  const count = (isThere: (sample: Sample) => boolean) => {
    const facts = factsWith(story, isThere);
    const [track] = facts.tracks;
    return track && missingAttempts(track, { from: 4_000, to: 10_000 }, facts);
  };
  expect(count(all)).toBe(0);
  expect(count(({ number = 0 }) => number < 50 || number >= 57)).toBe(7);
  expect(count(({ number = 0 }) => number >= 30)).toBe(0);
});

test.each(["availability-at", "error-rate", "max-degradation"])(
  "%s does not fail by successes that are missing, and fails where none explains it",
  (name) => {
    const { pass, fail } = stories(name);
    const isFailed = ({ outcome, ended, started }: Sample) => outcome !== "ok" || ended - started > 1_000;
    const failedOnly = (sample: Sample) => isFailed(sample) || (sample.number ?? 0) % 12 === 0;
    expect(came(name, pass, failedOnly)).toBe("inconclusive");
    expect(came(name, fail, ({ number = 0 }) => number % 100 !== 70)).toBe("fail");
  },
);

test.each(["max-outage", "no-outage"])("%s does not fail by successes that are missing between failures", (name) => {
  const { fail, pass } = stories(name);
  const scattered = { ...pass, fate: between(4_000, 9_000, refused, ({ number }) => number % 5 === 0) };
  expect(came(name, scattered, all)).toBe("pass");
  expect(came(name, scattered, ({ outcome, started }) => outcome !== "ok" || started < 4_000)).toBe("inconclusive");
  expect(came(name, fail, ({ number = 0 }) => number !== 20)).toBe("fail");
});

test("error-rate does not fail by failures that are missing", () => {
  expect(came("error-rate", stories("error-rate").pass, ({ outcome }) => outcome === "ok")).toBe("inconclusive");
});

test("an outage that nobody may have seen is not held to be none, or short", () => {
  const { pass, fail } = stories("outage-until-replaced");
  expect(came("outage-until-replaced", pass, ({ outcome }) => outcome === "ok")).toBe("inconclusive");
  expect(came("outage-until-replaced", fail, ({ started }) => started < 6_000 || started > 10_000)).toBe(
    "inconclusive",
  );
  expect(came("outage-until-replaced", fail, ({ number = 0 }) => number !== 20)).toBe("fail");
});
