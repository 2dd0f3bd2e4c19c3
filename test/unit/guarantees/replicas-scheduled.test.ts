import { expect, test } from "vitest";
import replicasScheduled from "../../../src/guarantees/replicas-scheduled.ts";
import type { WatchArrival } from "../../../src/model/watch.ts";
import type { Story } from "../../../src/stories/story.ts";
import { on, pod, replica } from "../../../src/stories/workload-run.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";
import { closed, gone, listed, observedRun, opened, told } from "../../support/observed-run.ts";

/** The first worker is hit at 4.0 to 4.1 s, and healed at 8.8 s. */
const base = guaranteeStories["replicas-scheduled"]?.pass as Story;
const elsewhere = ["a", "b", "c"].map((letter) => pod(replica(letter), on("worker2")));
const one = [pod(replica("a"), on("worker")), ...elsewhere.slice(1)];
const end = closed(14_000, "stopped");
const judge = (...rows: readonly WatchArrival[]) =>
  replicasScheduled.judge({ during: "held", limit: "3s" }, observedRun(base, { "watch-pods": [rows] }));

test("where no replica had to move, all are carried at once", () => {
  expect(judge(listed(100, elsewhere), opened(110), end)).toMatchObject({ outcome: "pass", measuredMs: [0, 0] });
});

test("replicas that are carried for a moment only are not carried", () => {
  const moved = told(5_000, pod(replica("a"), on("worker3")));
  const again = told(6_000, pod(replica("a"), on("worker3", { ready: false })));
  expect(judge(listed(100, one), opened(110), moved, end).outcome).toBe("pass");
  expect(judge(listed(100, one), opened(110), moved, again, end).outcome).toBe("fail");
});

test("a fault that was held for less than the limit shows no lack of room", () => {
  const homeless = told(5_000, pod(replica("a"), { unschedulable: "no room" }));
  const rows = [listed(100, one), opened(110), homeless, end];
  const within = (limit: string) =>
    replicasScheduled.judge({ during: "held", limit }, observedRun(base, { "watch-pods": [rows] })).outcome;
  expect([within("4s"), within("60s")]).toEqual(["fail", "inconclusive"]);
});

test("what only a list tells is judged, and what nobody saw is not", () => {
  const relisted = (items: typeof one) => [
    closed(5_000, "reset"),
    gone(5_400),
    closed(5_401, "gone"),
    listed(5_500, items),
    opened(5_510),
  ];
  expect(judge(listed(100, one), opened(110), ...relisted(elsewhere), end).outcome).toBe("pass");
  expect(judge(listed(100, elsewhere), opened(110), ...relisted(elsewhere), end).outcome).toBe("pass");
  expect(
    judge(listed(100, one), opened(110), told(4_200, elsewhere[0] ?? {}), closed(6_000, "reset"), end).outcome,
  ).toBe("inconclusive");
  expect(judge(listed(100, one), opened(110), closed(3_000, "reset"), end).outcome).toBe("inconclusive");
});
