import { expect, test } from "vitest";
import newEndpointsWait from "../../../src/guarantees/new-endpoints-wait.ts";
import type { Story } from "../../../src/stories/story.ts";
import { on, pod, replica } from "../../../src/stories/workload-run.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";
import { closed, listed, observedRun, opened, told } from "../../support/observed-run.ts";

/** Three more replicas are asked for at 4.2 s; one answers through the other worker from 5 s on, here from 10 s on. */
const base = guaranteeStories["new-endpoints-wait"]?.pass as Story;
const lanes = "workload-http/worker/new";
const judge = (change: Partial<Story> = {}, rows: Parameters<typeof observedRun>[1] = {}) =>
  newEndpointsWait.judge(
    { after: "scale", during: "held", lanes, limit: "3s" },
    observedRun({ ...base, ...change }, rows),
  );

test("where no new replica served anywhere while the fault was held, none had to wait", () => {
  expect(judge().outcome).toBe("pass");
  const late: Story["fate"] = (attempt) => (attempt.at < 10_000 ? undefined : base.fate?.(attempt));
  expect(judge({ fate: late })).toMatchObject({
    outcome: "inconclusive",
    summary: expect.stringContaining("nothing had to wait"),
  });
  expect(judge({ lanes: base.lanes.slice(0, 2) })).toMatchObject({ outcome: "inconclusive" });
});

test("where nobody knows the replicas from before, every one may be new", () => {
  expect(judge({ events: base.events?.filter(({ type }) => type !== "workload") ?? [] }).outcome).toBe("inconclusive");
});

test("a replica that took another's place before the step is not new", () => {
  const other = replica("moved");
  const fate: Story["fate"] = (attempt) =>
    attempt.lane === lanes && attempt.at < 9_000 && attempt.number % 5 === 0 ? { detail: other } : base.fate?.(attempt);
  const rows = [listed(100, []), opened(110), told(2_000, pod(other, on("worker2"))), closed(14_000, "stopped")];
  expect(judge({ fate }, { "watch-pods": [rows] }).outcome).toBe("pass");
});
