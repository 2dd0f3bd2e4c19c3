import { expect, test } from "vitest";
import newEndpointsWait from "../../../src/guarantees/new-endpoints-wait.ts";
import type { WatchArrival } from "../../../src/model/watch.ts";
import type { Story } from "../../../src/stories/story.ts";
import { on, pod, replica } from "../../../src/stories/workload-run.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";
import { closed, listed, observedRun, opened, told } from "../../support/observed-run.ts";

/**
 * More replicas are asked for at 4.2 s, while the first worker is hit until 8.8 s; one is Ready elsewhere from 5 s on,
 * and answers through the first worker from 10 s on.
 */
const base = guaranteeStories["new-endpoints-wait"]?.pass as Story;
const lanes = "workload-http/worker/new";
const fresh = pod(replica("new"), on("worker2"));
const ready = (at: number, ...before: readonly WatchArrival[]) => ({
  "watch-pods": [[listed(100, []), opened(110), ...before, told(at, fresh), closed(14_000, "stopped")]],
});
const judge = (change: Partial<Story> = {}, rows: Parameters<typeof observedRun>[1] = ready(5_000)) =>
  newEndpointsWait.judge(
    { after: "scale", during: "held", lanes, limit: "3s" },
    observedRun({ ...base, ...change }, rows),
  );

test("where no new replica was Ready or answered anywhere while the fault was held, none had to wait", () => {
  expect(judge().outcome).toBe("pass");
  expect(judge({}, ready(9_500))).toMatchObject({
    outcome: "inconclusive",
    summary: expect.stringContaining("nothing had to wait"),
  });
  const elsewhere: Story["fate"] = (attempt) =>
    attempt.lane === "workload-http/worker2/new" && attempt.at > 5_000
      ? { detail: replica("new") }
      : base.fate?.(attempt);
  expect(judge({ lanes: [...base.lanes, "workload-http/worker2/new"], fate: elsewhere }, {}).outcome).toBe("pass");
});

test("where nobody knows the replicas from before, every one may be new", () => {
  expect(judge({ events: base.events?.filter(({ type }) => type !== "workload") ?? [] }).outcome).toBe("inconclusive");
});

test("a replica that took another's place before the step is not new", () => {
  const other = replica("moved");
  const fate: Story["fate"] = (attempt) =>
    attempt.lane === lanes && attempt.at < 9_000 && attempt.number % 5 === 0 ? { detail: other } : base.fate?.(attempt);
  expect(judge({ fate }, ready(5_000, told(2_000, pod(other, on("worker2"))))).outcome).toBe("pass");
});

test("an answer that came too late came too late, however few were seen to wait", () => {
  const late: Story["fate"] = (attempt) => {
    if (attempt.lane !== lanes || attempt.at < 4_000) return undefined;
    if (attempt.at < 8_900) return { outcome: "unknown", error: "hang", latencyMs: 100 };
    return attempt.at > 13_000 ? { detail: replica("new") } : undefined;
  };
  expect(judge({ fate: late }).outcome).toBe("fail");
});
