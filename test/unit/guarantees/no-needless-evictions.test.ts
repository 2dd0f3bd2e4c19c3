import { describe, expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import noNeedlessEvictions from "../../../src/guarantees/no-needless-evictions.ts";
import type { JournalEvent, Pod } from "../../../src/model/event.ts";
import type { Settings } from "../../../src/model/settings.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Story } from "../../../src/stories/story.ts";
import { storySettings } from "../../../src/stories/story-cluster.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";

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

  test("lets a pod go from a node that was gone for longer than it takes to notice and than the pod tolerates", () => {
    // Grace 3 s less a renewal of 1 s, and 1 s of toleration: due after 3 s at the soonest, and the node was gone for
    // 4.7 s.
    expect(judge(gone(pod))).toMatchObject({ outcome: "pass" });
    expect(judge(gone({ ...pod, tolerationMs: 4_000 }))).toMatchObject({ outcome: "inconclusive" });
    expect(judge(gone({ ...pod, tolerationMs: 20_000 }))).toMatchObject({ outcome: "fail" });
    expect(judge(gone(pod, storySettings))).toMatchObject({ outcome: "fail" });
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
});
