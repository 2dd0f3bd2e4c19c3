import { describe, expect, it } from "vitest";
import { describeOwnLimit } from "../../../../src/analysis/limits/own-limit.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import markdown from "../../../../src/report/markdown.ts";
import { conclusionOf } from "../../../../src/report/parts/conclusion.ts";
import { judgeTimeline } from "../../../../src/run/judge-run.ts";
import { loadGuarantees } from "../../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import type { Story } from "../../../../src/stories/story.ts";
import { guaranteeStories } from "../../../support/guarantee-stories.ts";

const definitions = await loadGuarantees();
const spec = { params: { limit: "2s" }, ownLimit: { instead: "4s", from: "c.yaml:1", reason: "slow disks" } };

describe("a limit of a person's own", () => {
  it("says where it was set, which way it differs, and why", () => {
    const words = "own limit of c.yaml:1, stricter than the scenario's 4 s: slow disks";
    expect(describeOwnLimit(spec, undefined)).toEqual({ weaker: false, words });
    const longer = describeOwnLimit({ ...spec, params: { limit: "5s" } }, undefined);
    expect(longer).toMatchObject({ weaker: true, words: expect.stringContaining("WEAKER than the scenario's 4 s") });
    expect(describeOwnLimit({ ...spec, params: { limit: "4s" } }, undefined)?.words).toContain("the same as");
    expect(describeOwnLimit({ params: { limit: "4s" } }, undefined)).toBeUndefined();
  });

  it("does not say what it cannot know", () => {
    const instead = { derived: "etcd-election" as const };
    expect(describeOwnLimit({ ...spec, ownLimit: { ...spec.ownLimit, instead } }, undefined)).toEqual({
      weaker: null,
      words: "own limit of c.yaml:1, in the place of the scenario's etcd-election: slow disks",
    });
    expect(describeOwnLimit({ ...spec, ownLimit: { ...spec.ownLimit, instead: null } }, undefined)?.weaker).toBeNull();
  });

  it("is what the run is judged by, and is told wherever that is, the last line included", () => {
    const story = guaranteeStories["max-outage"]?.fail as Story;
    const [asked] = story.guarantees;
    if (asked === undefined) throw new Error("the story asks for nothing");
    const { ownLimit } = spec;
    const limit = asked.params.limit as { readonly derived: "etcd-election" };
    const own = { ...asked, params: { ...asked.params, limit: "60s" }, ownLimit: { ...ownLimit, instead: limit } };
    const judged = (guarantees: Story["guarantees"]) =>
      judgeTimeline(buildTimeline(buildJournal({ ...story, guarantees })), definitions);
    const whole = judged([own]);
    const [before, after] = [judged(story.guarantees).report, whole.report];
    expect([before, after].map(({ verdicts }) => verdicts.find(({ id }) => id === asked.id)?.outcome)).toEqual([
      "fail",
      "pass",
    ]);
    const verdict = after.verdicts.find(({ id }) => id === asked.id);
    expect(verdict).toMatchObject({ limitMs: 60_000, ownLimit: { weaker: true } });
    expect(verdict?.promise).toContain("[own limit of c.yaml:1, WEAKER than the scenario's 4 s: slow disks]");
    expect(conclusionOf(after).headline).toContain("; 1 limit of your own, 1 weaker than the scenario's");
    expect(conclusionOf(before).headline).not.toContain("your own");
    expect(markdown.render(whole)).toContain("WEAKER than the scenario's 4 s: slow disks");
  });
});
