import { describe, expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import { judge } from "../../../src/analysis/verdict/judge.ts";
import definition from "../../../src/guarantees/no-failures.ts";
import type { Sample } from "../../../src/model/sample.ts";
import { loadGuarantees } from "../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Fate, Story } from "../../../src/stories/story.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";

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

/** The own connection's 49th attempt takes so long that the 50th is made on a further one, which fails. */
const onFurther = (busyMs: number) =>
  judged(({ number }) => {
    if (number === 49) return { latencyMs: busyMs };
    return number === 50 ? { ...hang, connection: 777 } : undefined;
  });

test("a failure on a further connection, while the own one is busy with what it answers in time, is named but not judged", () => {
  const judgement = onFurther(400);
  expect(judgement.outcome).toBe("pass");
  expect(judgement.summary).toContain("not judged: 1 failure on further connections");
});

test("a further connection stays one where the pool takes it again while the own one is busy", () => {
  const judgement = judged(({ number }) => {
    if (number === 47 || number === 49) return { latencyMs: 400 };
    if (number === 48) return { connection: 777 };
    return number === 50 ? { ...hang, connection: 777 } : undefined;
  });
  expect(judgement).toMatchObject({ outcome: "pass" });
  expect(judgement.summary).toContain("not judged: 1 failure on further connections");
});

test("the own connection need not live on after what it was busy with: it may be moved away from a fault's target", () => {
  const judgement = judged(({ number }) => {
    if (number === 49) return { latencyMs: 400 };
    if (number === 50) return { ...hang, connection: 777 };
    return number > 50 ? { connection: 778 } : undefined;
  });
  expect(judgement).toMatchObject({ outcome: "pass" });
});

test("a failure on the own connection counts, also while a further one is busy with what it answers in time", () => {
  const judgement = judged(({ number }) => {
    if (number === 47) return { latencyMs: 400 };
    if (number === 48) return { connection: 777 };
    if (number === 49) return { connection: 777, latencyMs: 400 };
    return number === 50 ? hang : undefined;
  });
  expect(judgement).toMatchObject({ outcome: "fail" });
});

test.each([
  ["was idle", 20],
  ["was busy with what it answered too late", 1_300],
])("a failure on another connection counts where the own one %s", (_, busyMs) => {
  expect(onFurther(busyMs)).toMatchObject({ outcome: "fail" });
});

test("39 of 104 attempts that are refused on connections of their own are failures", () => {
  const judgement = judged(({ number }) =>
    number > 20 && number < 80 && number % 3 > 0
      ? { outcome: "failed", error: "refused", latencyMs: 1, connection: 700 + number }
      : undefined,
  );
  expect(judgement.outcome).toBe("fail");
});

test("what it leaves out stands in its own sentence", () => {
  expect(definition.describe(params, undefined)).toMatch(/not one failed attempt .*further connection/);
});

test("a failure to connect again after the own connection was lost is one", () => {
  const judgement = judged(({ number }) => {
    if (number < 50) return undefined;
    return number < 55 ? { ...hang, connection: 700 + number } : { connection: 800 };
  });
  expect(judgement.summary).toContain("5 failed: write/api/reused hang 5");
});

const definitions = await loadGuarantees();

describe("extra attempts", () => {
  test("count where a promise is that nothing fails", () => {
    const story = guaranteeStories["no-failures"]?.pass as Story;
    const journal = buildJournal(story);
    const judged = (samples: readonly Sample[]) =>
      judge(buildTimeline({ ...journal, samples }), definitions).verdicts.map(({ outcome }) => outcome);
    expect(judged(journal.samples)).toEqual(["pass"]);
    const failing = journal.samples.map((sample): Sample[] => [
      sample,
      { ...sample, started: sample.started + 1, outcome: "failed", error: "refused", connection: 0, number: undefined },
    ]);
    expect(judged(failing.flat())).toEqual(["fail"]);
  });
});
