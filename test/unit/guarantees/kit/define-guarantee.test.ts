import { describe, expect, it } from "vitest";
import { z } from "zod";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import {
  durationParam,
  duringParam,
  faultParam,
  lanesParam,
  workParam,
} from "../../../../src/analysis/limits/parameters.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { defineGuarantee } from "../../../../src/guarantees/kit/define-guarantee.ts";
import { selectLanes } from "../../../../src/guarantees/kit/lanes.ts";
import maxOutage from "../../../../src/guarantees/max-outage.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";

const params = z.strictObject({
  /** Not called as other guarantees call theirs. */
  paths: lanesParam.default("write/*/*"),
  over: duringParam,
  patience: durationParam.default("3s"),
});

const words = {
  name: "mine",
  summary: "A promise for a test.",
  about: "time",
  covers: "It covers nothing.",
  leavesOut: "It leaves out everything, because it looks at nothing.",
  describe: () => "mine",
  plainly: () => ({ held: "it held", broken: "it broke" }),
  stories: () => maxOutage.stories(),
} as const;

const definition = defineGuarantee({
  ...words,
  params,
  judge({ paths, over }, facts) {
    const { tracks } = selectLanes({ lanes: paths, during: over }, facts);
    return { outcome: "pass", summary: `${tracks.length} judged`, marks: [] };
  },
});

const facts = factsOf(buildTimeline(buildJournal({ lanes: ["write/api/new", "readyz/api/new"], guarantees: [] })));

describe("the function by which scenarios ask for a guarantee", () => {
  it("fills in defaults and calls it by its name, its lanes and its stretch", () => {
    expect(definition.spec()).toEqual({
      id: "mine write/*/*",
      guarantee: "mine",
      params: { paths: "write/*/*", over: "whole-run", patience: "3s" },
    });
    expect(definition.spec({ paths: ["a/*/*", "b/*/*"], over: "kill:held" }).id).toBe(
      "mine a/*/*,b/*/* over kill:held",
    );
  });

  it("calls it as the scenario does", () => {
    const { id, params } = definition.spec({ as: "a name", over: "kill" });
    expect(id).toBe("a name");
    expect(params).not.toHaveProperty("as");
  });

  it("puts no figure into an id", () => {
    expect(definition.spec({ patience: "5s" }).id).toBe(definition.spec({ patience: "9s" }).id);
  });

  it("leaves wrong parameters as they are, for whoever knows their place", () => {
    expect(definition.spec({ patience: "5 parsecs" })).toEqual({
      id: "mine",
      guarantee: "mine",
      params: { patience: "5 parsecs" },
    });
  });
});

describe("what a guarantee looks at", () => {
  it("is what its parameters name, however they are called", () => {
    expect(definition.scope(params.parse({ over: "kill" }))).toEqual({
      lanes: ["write/*/*"],
      watches: [],
      stretch: "kill",
      references: [
        { param: "paths", to: "lanes", names: ["write/*/*"] },
        { param: "over", to: "stretch", names: ["kill"] },
      ],
    });
  });

  it("are lanes that listen where it judges these, and steps where it names some", () => {
    const other = defineGuarantee({
      ...words,
      judges: "watches",
      params: z.strictObject({ lanes: lanesParam, during: faultParam, after: workParam.optional() }),
      judge: () => ({ outcome: "pass", summary: "", marks: [] }),
    });
    expect(other.scope({ lanes: "watch/*/*", during: "kill", after: "scale" })).toMatchObject({
      lanes: [],
      watches: ["watch/*/*"],
      stretch: "kill",
      references: [{ to: "lanes" }, { param: "during", to: "fault" }, { param: "after", to: "work", names: ["scale"] }],
    });
    expect(other.spec({ lanes: "watch/*/*", during: "kill" }).id).toBe("mine watch/*/* during kill");
  });
});

describe("a judgement", () => {
  it("is what the guarantee came to", () => {
    expect(definition.judge(params.parse({}), facts)).toMatchObject({ outcome: "pass", summary: "1 judged" });
  });

  it("is inconclusive with the reason where nothing can be judged", () => {
    expect(definition.judge(params.parse({ over: "gone" }), facts)).toEqual({
      outcome: "inconclusive",
      summary: 'there is no stretch "gone": that fault was not injected',
      marks: [],
    });
  });

  it("leaves other errors alone", () => {
    const crashing = defineGuarantee({
      ...words,
      params,
      judge: () => {
        throw new TypeError("oops");
      },
    });
    expect(() => crashing.judge(params.parse({}), facts)).toThrow(TypeError);
  });
});
