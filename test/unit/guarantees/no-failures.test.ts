import { expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import definition from "../../../src/guarantees/no-failures.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Fate, Story } from "../../../src/stories/story.ts";

const params = definition.params.parse({ lanes: "write/api/reused" });

function judged(fate: Story["fate"]) {
  return definition.judge(
    params,
    factsOf(buildTimeline(buildJournal({ lanes: ["write/api/reused"], guarantees: [], fate }))),
  );
}

const hang: Fate = { outcome: "unknown", error: "hang", latencyMs: 5_000 };

test("a failure on the lane's own connection is one", () => {
  expect(judged(({ number }) => (number === 50 ? hang : undefined))).toMatchObject({ outcome: "fail" });
});

test("a failure on a further connection, while the own one answers on, is named but not judged", () => {
  const judgement = judged(({ number }) => (number === 50 ? { ...hang, connection: 777 } : undefined));
  expect(judgement.outcome).toBe("pass");
  expect(judgement.summary).toContain("not judged: 1 failure on further connections");
});

test("a failure to connect again after the own connection was lost is one", () => {
  const judgement = judged(({ number }) => {
    if (number < 50) return undefined;
    return number < 55 ? { ...hang, connection: 700 + number } : { connection: 800 };
  });
  expect(judgement.summary).toContain("5 failed: write/api/reused hang 5");
});
