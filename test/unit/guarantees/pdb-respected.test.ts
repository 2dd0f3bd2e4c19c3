import { expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import pdbRespected from "../../../src/guarantees/pdb-respected.ts";
import type { Observed, WatchArrival } from "../../../src/model/watch.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Story } from "../../../src/stories/story.ts";
import { on, pod, replica, scaledUp, workload } from "../../../src/stories/workload-run.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";
import { closed, gone, listed, observedRun, opened, told } from "../../support/observed-run.ts";

/** The fault is injected at 4 s, and the state is steady again at 10.5 s. */
const base = guaranteeStories["pdb-respected"]?.pass as Story;
const ready = (...letters: readonly string[]): Observed[] =>
  ["a", "b", "c"].map((letter) => pod(replica(letter), on("worker", { ready: letters.includes(letter) })));
const begin = [listed(100, ready("a", "b", "c")), opened(110)];
const end = closed(14_000, "stopped");
const relisted = (lostAt: number, at: number, ...letters: readonly string[]): WatchArrival[] => [
  closed(lostAt, "reset"),
  gone(at - 10),
  closed(at - 9, "gone"),
  listed(at, ready(...letters)),
  opened(at + 1),
];
const judged = (...lanes: readonly (readonly WatchArrival[])[]) =>
  pdbRespected.judge({ during: "held" }, observedRun(base, { "watch-pods": lanes })).outcome;

test("a state that only a list after a 410 tells is judged", () => {
  expect(judged([...begin, ...relisted(3_000, 6_000, "a"), end])).toBe("fail");
});

test("replicas that only a list tells to be Ready again are Ready in what follows", () => {
  const unready = told(1_000, pod(replica("a"), on("worker", { ready: false })));
  const other = told(1_500, pod(replica("b"), on("worker", { ready: false })));
  expect(judged([...begin, unready, other, ...relisted(1_600, 2_500, "a", "b", "c"), end])).toBe("pass");
});

test("the state with which a stretch began counts, though nothing changed in it", () => {
  const rows = ["a", "b"].map((letter, index) =>
    told(1_000 + 500 * index, pod(replica(letter), on("worker", { ready: false }))),
  );
  expect(judged([...begin, ...rows, end])).toBe("fail");
});

test("a state that was over when the stretch may have begun is held against nobody", () => {
  const down = ["a", "b"].map((letter, index) =>
    told(1_000 + index, pod(replica(letter), on("worker", { ready: false })), 1_010 + index / 10),
  );
  const up = (at: number, revision?: number) => told(at, pod(replica("a"), on("worker")), revision);
  expect(judged([...begin, ...down, up(3_000), end])).toBe("pass");
  expect(judged([...begin, ...down, up(4_050, 1_039.5), end])).toBe("inconclusive");
});

test("a time that nobody saw keeps no budget", () => {
  expect(judged([...begin, ...relisted(5_000, 6_000, "a", "b", "c"), end])).toBe("inconclusive");
  expect(judged([...begin, closed(9_900, "reset"), end])).toBe("inconclusive");
  expect(judged([...begin, closed(12_900, "reset"), end])).toBe("pass");
  expect(judged([listed(100, ready("a", "b", "c")), end])).toBe("inconclusive");
  expect(judged([])).toBe("inconclusive");
});

test("another stream that stood in that time has seen it", () => {
  const rows = [...begin, ...relisted(5_000, 6_000, "a", "b", "c"), end];
  expect(judged(rows, [...begin, end])).toBe("pass");
  expect(judged(rows, [...begin, closed(5_500, "reset"), end])).toBe("inconclusive");
});

test("a state that cannot be read is unknown", () => {
  expect(judged([...begin, told(5_000, { name: replica("a"), ready: false }), end])).toBe("inconclusive");
});

test("a budget that demands nothing is kept by nobody, and an unknown number of replicas neither", () => {
  const run = (change: Partial<typeof workload>) => {
    const events = [{ ...workload, ...change }];
    return pdbRespected.judge({ during: "held" }, observedRun({ ...base, events }, { "watch-pods": [[...begin, end]] }))
      .outcome;
  };
  expect(run({})).toBe("pass");
  expect(run({ maxUnavailable: 3 })).toBe("inconclusive");
  expect(run({ replicas: [], maxUnavailable: 0 })).toBe("inconclusive");
});

test("the budget is that of the replicas that were asked for", () => {
  const [asked, done] = scaledUp(1_000, 1_200);
  const argv = ["kubectl", "scale", "deployment/workload", "--replicas=5"];
  const work = { ...asked, actions: [{ do: "exec", node: "control-plane", argv }] } as NonNullable<typeof asked>;
  const events = [...(base.events ?? []), work, done as NonNullable<typeof done>];
  const facts = observedRun({ ...base, events }, { "watch-pods": [[...begin, end]] });
  expect(pdbRespected.judge({ during: "held" }, facts)).toMatchObject({ outcome: "fail" });
});

test("the story itself is kept", () => {
  expect(pdbRespected.judge({ during: "held" }, factsOf(buildTimeline(buildJournal(base)))).outcome).toBe("pass");
});
