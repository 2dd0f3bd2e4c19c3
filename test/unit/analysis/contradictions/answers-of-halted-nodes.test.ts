import { expect, test } from "vitest";
import { answersOfHaltedNodes } from "../../../../src/analysis/contradictions/answers-of-halted-nodes.ts";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import type { JournalEvent } from "../../../../src/model/event.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import { heldFault } from "../../../../src/stories/fates.ts";
import { replica, workload } from "../../../../src/stories/workload-run.ts";

/** What contradicts itself in a run whose first worker was frozen, and in which a replica answered all the time. */
function told(answering: string, { halts = true, proven = true, until = Number.POSITIVE_INFINITY } = {}): string[] {
  const { events, samples, ...rest } = buildJournal({
    lanes: ["workload-http/worker2/new"],
    guarantees: [],
    fault: { ...heldFault, proven },
    events: [workload],
    fate: ({ at }) => ({ detail: at < until ? answering : replica("b") }),
  });
  const changed = events.map(
    (event): JournalEvent => (event.type === "fault-intent" ? { ...event, halts, nodes: ["worker"] } : event),
  );
  const timeline = buildTimeline({ ...rest, events: changed, samples });
  return answersOfHaltedNodes(factsOf(timeline)).map(({ what }) => what);
}

test("a replica whose node is frozen cannot answer", () => {
  expect(told(replica("a"))).toEqual([
    expect.stringMatching(/^\d+ answers in the name of workload-\S+-a, the first at .* halted by held$/),
  ]);
});

test("replicas of other nodes do, and it did itself before the proof", () => {
  expect(told(replica("b"))).toEqual([]);
  expect(told(replica("a"), { until: heldFault.activeAt - 500 })).toEqual([]);
});

test("a fault that leaves its node running, or was never proven, contradicts nothing", () => {
  expect(told(replica("a"), { halts: false })).toEqual([]);
  expect(told(replica("a"), { proven: false })).toEqual([]);
});
