import { describe, expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import definition from "../../../src/guarantees/no-outage.ts";
import type { Outcome } from "../../../src/model/outcome.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import { between, refused } from "../../../src/stories/fates.ts";
import type { Fate, Story } from "../../../src/stories/story.ts";

const params = definition.params.parse({ lanes: "*/api/*" });

function judged(fate: Story["fate"], missing?: readonly [from: number, to: number]): Outcome {
  const journal = buildJournal({ lanes: ["write/api/new", "cached-read/api/reused"], guarantees: [], fate });
  const samples = journal.samples.filter(
    ({ scheduled }) => missing === undefined || scheduled < missing[0] || scheduled >= missing[1],
  );
  return definition.judge(params, factsOf(buildTimeline({ ...journal, samples }))).outcome;
}

const untrusted: Fate = { outcome: "failed", error: "tls-expired", latencyMs: 5 };

describe("lanes taken together were not surely out", () => {
  test("while an attempt that began before was answered in between", () => {
    const slow = { latencyMs: 900 };
    expect(
      judged((one) => (one.at >= 3_900 && one.at < 4_000 ? slow : between(4_000, 5_200, refused)?.(one))),
    ).not.toBe("fail");
  });

  test("where nobody looked between two of their failures", () => {
    expect(judged(between(4_000, 6_200, refused), [4_150, 6_050])).toBe("inconclusive");
  });

  test("where somebody showed a certificate that does not convince: he was there", () => {
    expect(judged(between(4_000, 6_200, untrusted))).toBe("inconclusive");
  });

  test("for one failure of a reused connection while the others go on", () => {
    expect(judged(({ lane, number }) => (lane.endsWith("reused") && number === 50 ? refused : undefined))).toBe("pass");
  });
});

test("lanes that failed all together for longer than the limit were out", () => {
  expect(judged(between(4_000, 6_200, refused))).toBe("fail");
});

test("an answer later than it lets them be is none, and its sentence says so", () => {
  expect(judged(between(4_000, 8_000, { latencyMs: 1_400 }))).toBe("fail");
  expect(definition.describe(params, undefined)).toContain("within 1 s");
});
