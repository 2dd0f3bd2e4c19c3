import { expect, test } from "vitest";
import atMostOnePod from "../../../src/guarantees/at-most-one-pod.ts";
import type { EventOf, JournalEvent } from "../../../src/model/event.ts";
import type { Story } from "../../../src/stories/story.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";
import { observedRun } from "../../support/observed-run.ts";

const base = guaranteeStories["at-most-one-pod"]?.pass as Story;
const judged = (change: (event: JournalEvent) => JournalEvent | undefined) => {
  const events = (base.events ?? []).flatMap((event) => change(event) ?? []);
  return atMostOnePod.judge({}, observedRun({ ...base, events }, {})).outcome;
};
type Reading = EventOf<"containers">;
const reading = (when: string, nodes: (nodes: Reading["nodes"]) => Reading["nodes"]) => (event: JournalEvent) =>
  event.type === "containers" && event.when === when ? { ...event, nodes: nodes(event.nodes) } : event;
const without = (type: string, when: string) => (event: JournalEvent) =>
  event.type === type && "when" in event && event.when === when ? undefined : event;

test("a pod that was made between the two readings at the end is no left-over", () => {
  const made = { name: "workload-6d4b75cb6d-new", uid: "uid-new" };
  const added = (uid: string) =>
    reading("end", (nodes) =>
      nodes.map((node) =>
        node.node === "worker" ? { ...node, pods: [...(node.pods ?? []), { ...made, uid }] } : node,
      ),
    );
  expect(judged((event) => event)).toBe("pass");
  expect(judged(added(made.uid))).toBe("inconclusive");
});

test("a pod that was known before and that the API has no more is one", () => {
  const old = { name: "workload-6d4b75cb6d-old", uid: "uid-old" };
  const both = (event: JournalEvent) =>
    event.type === "containers" && event.when !== "held"
      ? {
          ...event,
          nodes: event.nodes.map((node) =>
            node.node === "worker3" ? { ...node, pods: [...(node.pods ?? []), old] } : node,
          ),
        }
      : event;
  expect(judged(both)).toBe("fail");
});

test("readings and pods that are missing show nothing", () => {
  for (const [type, when] of [
    ["containers", "begin"],
    ["containers", "held"],
    ["containers", "end"],
    ["pods", "end"],
  ] as const)
    expect(judged(without(type, when)), `${type} ${when}`).toBe("inconclusive");
});

test("without the API's last word nobody knows what was taken away, though the pods were known before", () => {
  const begin = (event: JournalEvent): JournalEvent =>
    event.type === "pods" ? { ...event, at: 20, when: "begin", evictions: undefined } : event;
  expect(judged(begin)).toBe("inconclusive");
});

test("a worker that did not tell shows nothing, unless it was hit meanwhile", () => {
  expect(judged(reading("held", (nodes) => nodes.filter(({ node }) => node !== "worker")))).toBe("pass");
  expect(judged(reading("held", (nodes) => nodes.filter(({ node }) => node !== "worker2")))).toBe("inconclusive");
  expect(judged(reading("end", (nodes) => nodes.filter(({ node }) => node !== "worker2")))).toBe("inconclusive");
});

test("runtimes that tell nothing of what the API has Ready tell too little", () => {
  const blank = reading("end", (nodes) =>
    nodes.map((node) => (node.node === "worker2" ? { ...node, pods: [] } : node)),
  );
  expect(judged(blank)).toBe("inconclusive");
});

test("runtimes that tell nothing at the begin, or of what ran before and after, tell too little", () => {
  const empty = (when: string, node?: string) =>
    reading(when, (nodes) =>
      nodes.map((one) => (node === undefined || one.node === node ? { ...one, pods: [] } : one)),
    );
  expect(judged(empty("begin"))).toBe("inconclusive");
  expect(judged(empty("begin", "worker3"))).toBe("inconclusive");
  expect(judged(empty("held"))).toBe("inconclusive");
  expect(judged(empty("held", "worker2"))).toBe("inconclusive");
  // The node that was hit may run nothing then.
  expect(judged(empty("held", "worker"))).toBe("pass");
});

test("pods at the begin that are not told, or not as a whole, leave open what had to run", () => {
  expect(judged(without("pods", "begin"))).toBe("inconclusive");
  const first = (event: JournalEvent) =>
    event.type === "pods" && event.when === "begin" ? { ...event, pods: event.pods.slice(0, 1) } : event;
  expect(judged(first)).toBe("inconclusive");
});
