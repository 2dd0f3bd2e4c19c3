import { expect, test } from "vitest";
import spreadRestored from "../../../src/guarantees/spread-restored.ts";
import type { JournalEvent, Pod } from "../../../src/model/event.ts";
import type { Story } from "../../../src/stories/story.ts";
import { listedPod, replica, workload } from "../../../src/stories/workload-run.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";
import { observedRun } from "../../support/observed-run.ts";

const base = guaranteeStories["spread-restored"]?.pass as Story;
const on = (letter: string, node: string, change: Partial<Pod> = {}): Pod => ({
  ...listedPod(replica(letter), node),
  ...change,
});
const judged = (pods: readonly Pod[], change: Partial<typeof workload> = {}) => {
  const events: JournalEvent[] = [
    { ...workload, ...change },
    { type: "pods", at: 14_010, when: "end", pods: [...pods] },
  ];
  return spreadRestored.judge({ over: "nodes" }, observedRun({ ...base, events }, {})).outcome;
};

test("fewer replicas than there should be are not spread again, however few nodes they need", () => {
  const whole = [on("a", "worker"), on("b", "worker2"), on("c", "worker3")];
  expect(judged(whole)).toBe("pass");
  expect(judged(whole.slice(0, 1))).toBe("fail");
  expect(judged(whole.map((pod, index) => ({ ...pod, ready: index === 0 })))).toBe("fail");
  expect(judged([])).toBe("fail");
});

test("one replica that is told three times is one", () => {
  const twice = [on("a", "worker"), on("b", "worker2"), on("b", "worker2", { node: "worker3" })];
  expect(judged(twice)).toBe("fail");
});

test("where there is nothing to spread, or nothing to spread over, nothing is shown", () => {
  expect(judged([on("a", "worker")], { replicas: workload.replicas.slice(0, 1) })).toBe("inconclusive");
  expect(judged([on("a", "worker")], { replicas: [] })).toBe("inconclusive");
  const events: JournalEvent[] = [workload, { type: "pods", at: 14_010, when: "end", pods: [on("a", "worker")] }];
  const { change: _, ...unzoned } = base;
  expect(spreadRestored.judge({ over: "zones" }, observedRun({ ...unzoned, events }, {})).outcome).toBe("inconclusive");
});
