import { describe, expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import noNeedlessEvictions from "../../../src/guarantees/no-needless-evictions.ts";
import type { EventOf, JournalEvent, Pod } from "../../../src/model/event.ts";
import type { Settings } from "../../../src/model/settings.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import { observedNode } from "../../../src/stories/observed-objects.ts";
import type { Story } from "../../../src/stories/story.ts";
import { storySettings } from "../../../src/stories/story-cluster.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";
import { closed, gone as gone410, listed, observedRun, opened } from "../../support/observed-run.ts";

describe("no-needless-evictions", () => {
  const base = guaranteeStories["no-needless-evictions"]?.fail as Story;
  /** The fault hits control-plane2 from 4.0 to 8.8 s. */
  const pod: Pod = {
    namespace: "default",
    name: "web-1",
    uid: "u1",
    node: "control-plane2",
    phase: "Running",
    ready: true,
    restarts: 0,
    owner: "ReplicaSet",
    deleting: false,
    tolerationMs: 1_000,
  };
  const quick: Settings = {
    ...storySettings,
    controllerManager: { ...storySettings.controllerManager, nodeMonitorGraceMs: 3_000, nodeMonitorPeriodMs: 500 },
    kubelet: { leaseDurationMs: 4_000, statusFrequencyMs: 1_000 },
  };
  const gone = (before: Pod, settings: Settings = quick): Story => ({
    ...base,
    events: [
      { type: "pods", at: 10, when: "begin", pods: [before, { ...pod, name: "web-2", uid: "u2", node: "worker" }] },
      { type: "pods", at: 12_010, when: "end", pods: [{ ...pod, name: "web-2", uid: "u2", node: "worker" }] },
    ],
    change: (event: JournalEvent) => (event.type === "settings" ? { ...event, settings } : event),
  });
  const judge = (story: Story) => noNeedlessEvictions.judge({}, factsOf(buildTimeline(buildJournal(story))));

  /** The node is not Ready between these moments, as a stream tells. */
  const absent = (...states: readonly (readonly [at: number, ready: string])[]) => ({
    "watch-nodes": states.map(([at, ready]) => [at, observedNode("control-plane2", { ready })] as const),
  });

  test("lets a pod go from a node that was not Ready for longer than the pod tolerates, and from no other", () => {
    const observed = {
      ...gone(pod),
      lanes: ["write/api/reused"],
      observer: absent([6_000, "Unknown"], [9_000, "True"]),
    };
    const tolerating = (tolerationMs: number) =>
      judge({ ...observed, ...gone({ ...pod, tolerationMs }), lanes: observed.lanes });
    expect(judge(observed)).toMatchObject({ outcome: "pass" });
    expect(tolerating(2_950)).toMatchObject({ outcome: "inconclusive" });
    expect(tolerating(4_000)).toMatchObject({ outcome: "fail" });
  });

  test("lets no pod go from a node that was Ready all the time, whatever a fault broke on it", () => {
    expect(judge({ ...gone(pod), observer: absent() })).toMatchObject({ outcome: "fail" });
    const ready = { ...gone(pod), observer: absent([6_000, "True"]) };
    expect(judge(ready)).toMatchObject({ outcome: "fail" });
  });

  test("judges a pod that an operator's work added as one that was there at the begin", () => {
    const { events } = gone({ ...pod, uid: "u0", name: "web-0", node: "worker3" });
    const [begin, end] = events as [EventOf<"pods">, EventOf<"pods">];
    const told = { type: "eviction", namespace: "default", pod: pod.name, reason: "TaintManagerEviction" } as const;
    const withAdded = (ready: string): Story => ({
      ...gone(pod),
      lanes: ["write/api/reused"],
      observer: absent([6_000, ready], [9_000, "True"]),
      events: [
        { ...begin, pods: begin.pods.slice(1) },
        { ...begin, at: 3_000, when: "after-work", pods: [...begin.pods.slice(1), pod] },
        { ...told, at: 12_005, message: "Marking for deletion Pod default/web-1" },
        { ...end, evictions: 1 },
      ],
    });
    expect(judge(withAdded("Unknown"))).toMatchObject({ outcome: "pass" });
    expect(judge(withAdded("True"))).toMatchObject({ outcome: "fail" });
  });

  test("cannot tell who had to go where nodes were upgraded", () => {
    const moved = { ...gone(pod), observer: absent() };
    const upgrade: JournalEvent = {
      type: "procedure",
      at: 9_500,
      id: "roll",
      procedure: "upgrade-worker",
      description: "worker upgraded",
      target: "worker 1",
      nodes: ["worker"],
      actions: [],
      upgradesTo: "1.37.0",
    };
    const { outcome, summary } = judge({ ...moved, events: [...(moved.events ?? []), upgrade] });
    expect([outcome, summary]).toEqual([
      "inconclusive",
      expect.stringMatching(/went without need: .*, or because of roll$/),
    ]);
  });

  test("cannot tell where nobody observed the nodes, or not all the time, unless the fault was too short", () => {
    // Grace 3 s less a renewal of 1 s, and 1 s of toleration: due after 3 s at the soonest.
    expect(judge(gone(pod))).toMatchObject({ outcome: "inconclusive" });
    expect(judge(gone({ ...pod, tolerationMs: 20_000 }))).toMatchObject({ outcome: "fail" });
    expect(judge(gone(pod, storySettings))).toMatchObject({ outcome: "fail" });
    const nodes = ["control-plane2", "worker"].map((node) => observedNode(node));
    const rows = [
      listed(100, nodes),
      opened(110),
      closed(5_000, "reset"),
      gone410(6_000),
      listed(8_000, nodes),
      opened(8_001),
      closed(12_000, "stopped"),
    ];
    expect(noNeedlessEvictions.judge({}, observedRun(gone(pod), { "watch-nodes": [rows] }))).toMatchObject({
      outcome: "inconclusive",
    });
  });

  test("minds no pod of a Job, which ended, and each that was evicted and stays as one that failed", () => {
    expect(judge(gone({ ...pod, node: "worker2", owner: "Job" }))).toMatchObject({ outcome: "pass" });
    const story = gone({ ...pod, node: "worker2" });
    const failed = { ...pod, node: "worker2", phase: "Failed" };
    const events = (story.events ?? []).map((event) =>
      event.type === "pods" && event.when === "end" ? { ...event, pods: [...event.pods, failed] } : event,
    );
    expect(judge({ ...story, events })).toMatchObject({ outcome: "fail" });
  });

  test("lets no pod go from a node that no fault hit, and none that stays for ever", () => {
    const { tolerationMs: _, ...forever } = pod;
    expect(judge(gone({ ...pod, node: "worker2" }))).toMatchObject({ outcome: "fail" });
    expect(judge(gone(forever))).toMatchObject({ outcome: "fail" });
  });

  test("blames nobody for pods that an operator had made anew, but for those that went before", () => {
    const story = gone({ ...pod, node: "worker2" });
    const work = (there: readonly Pod[]): JournalEvent[] => [
      { type: "pods", at: 9_900, when: "work", pods: [...there] },
      {
        type: "procedure",
        at: 10_000,
        id: "restart",
        procedure: "restart-deployment",
        description: "Deployment web restarted, and awaited",
        target: "control plane 1",
        nodes: ["control-plane"],
        actions: [],
        replaces: { namespace: "default", prefix: "web-" },
      },
    ];
    const judged = (there: readonly Pod[]) => judge({ ...story, events: [...(story.events ?? []), ...work(there)] });
    const other = { ...pod, name: "web-2", uid: "u2", node: "worker" };
    expect(judged([{ ...pod, node: "worker2" }, other])).toMatchObject({ outcome: "inconclusive" });
    expect(judged([other])).toMatchObject({ outcome: "fail" });
  });

  test("counts a pod that is being deleted at the end as gone", () => {
    const story = gone({ ...pod, node: "worker2" });
    const events = (story.events ?? []).map((event) =>
      event.type === "pods" && event.when === "end"
        ? { ...event, pods: [...event.pods, { ...pod, node: "worker2", deleting: true }] }
        : event,
    );
    expect(judge({ ...story, events })).toMatchObject({ outcome: "fail" });
  });

  test("cannot pass where the list of the begin lacks pods that were there at the end", () => {
    const story = guaranteeStories["no-needless-evictions"]?.pass as Story;
    const events = (story.events ?? []).map((event) =>
      event.type === "pods" && event.when === "begin" ? { ...event, pods: event.pods.slice(0, 1) } : event,
    );
    expect(judge(story)).toMatchObject({ outcome: "pass" });
    expect(judge({ ...story, events })).toMatchObject({ outcome: "inconclusive" });
  });
});
