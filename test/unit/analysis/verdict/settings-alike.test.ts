import { expect, test } from "vitest";
import { settingsAlike } from "../../../../src/analysis/verdict/settings-alike.ts";
import { storySettings } from "../../../../src/stories/story-cluster.ts";

function judged(differing?: string[]) {
  const settings = { ...storySettings, ...(differing === undefined ? {} : { differing }) };
  return settingsAlike({ eventsOf: (type) => (type === "settings" ? [{ type, at: 0, settings }] : []) as never });
}

test("nodes that have other settings than the first leave a run inconclusive, with what they have", () => {
  const told = "etcd.electionMs is 9000 on control-plane3 and 2500 on control-plane";
  expect(judged([told])).toEqual([
    { name: "all nodes have the same settings", outcome: "inconclusive", summary: told },
  ]);
});

test("nodes that have the same pass, and of a journal in which one was asked nothing is said", () => {
  expect(judged([])).toMatchObject([{ outcome: "pass" }]);
  expect(judged()).toEqual([]);
});
