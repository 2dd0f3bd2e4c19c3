import { describe, expect, it } from "vitest";
import { allSabotages } from "../../../../tools/sabotage/sabotages.ts";
import { renderTrackRecord, type Sabotages, unshown } from "../../../../tools/sabotage/track-record.ts";
import { oneWay, oneWayCaught as row } from "../../../support/caught-sabotage.ts";

const sabotages: Sabotages = new Map([
  ["one-way", oneWay],
  ["no-way", { weakness: "There is none.", scenario: "x", expected: { verdict: "refused", words: /none/ } }],
  [
    "no-truth",
    {
      weakness: "Nothing is true.",
      scenario: "x",
      expected: { verdict: "inconclusive", assumptions: { "it is true": /x/ } },
    },
  ],
]);

describe("the track record", () => {
  it("names every guarantee that no sabotage shows", async () => {
    expect(unshown(sabotages)).toContain("one-leader");
    expect(unshown(await allSabotages())).not.toContain("one-leader");
    expect(renderTrackRecord(sabotages, [])).toMatch(/\| `one-leader` \| no sabotage shows it yet \|/);
    expect(renderTrackRecord(sabotages, [])).not.toMatch(/\| `max-outage` \| no sabotage/);
  });

  it("tells of each guarantee what it caught, when, and how to see it again", () => {
    const page = renderTrackRecord(sabotages, [row]);
    expect(page).toMatch(/\| `max-outage` \| There is one way\. \| `one-way` \| 2026-11-27, abc1234: fail \| `npm run/);
    expect(page).toMatch(/\| refused \| There is none\. \| `no-way` \| not yet \|/);
    expect(page).toMatch(/\| inconclusive: it is true \| Nothing is true\. \|/);
    expect(page).toContain("1 of 3 sabotages");
  });

  it.each([
    ["was not caught as it must be", { ...row, problems: ["it passed"] }],
    ["was held against another expectation", { ...row, expectation: "000000000000" }],
    ["does not say what was expected", { ...row, expectation: undefined }],
  ])("does not count what %s", (_, other) => {
    expect(renderTrackRecord(sabotages, [other])).toContain("0 of 3 sabotages");
  });
});
