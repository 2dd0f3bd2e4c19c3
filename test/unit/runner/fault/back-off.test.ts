import type { V1Pod } from "@kubernetes/client-node";
import { describe, expect, it } from "vitest";
import { delayedComponents, endedSince, readKubeletStart } from "../../../../src/runner/fault/back-off.ts";

const node = "kc-x-control-plane2";
const kubeletStartedMs = Date.parse("2026-11-23T14:00:00Z");
const minutes = (count: number) => new Date(kubeletStartedMs + count * 60_000).toISOString();

/** A pod as the API's JSON has it. */
function pod(name: string, restartCount: number, began: string, more: object = {}, isStatic = true): V1Pod {
  return {
    metadata: { annotations: isStatic ? { "kubernetes.io/config.source": "file" } : {} },
    spec: { nodeName: node },
    status: { containerStatuses: [{ name, restartCount, state: { running: { startedAt: began } }, ...more }] },
  } as unknown as V1Pod;
}

const delayed = (one: V1Pod, brokenSinceMinutes?: number) =>
  delayedComponents([one], node, {
    kubeletStartedMs,
    brokenSinceMs: brokenSinceMinutes === undefined ? undefined : kubeletStartedMs + brokenSinceMinutes * 60_000,
  });

describe("components whose next restart the kubelet would delay", () => {
  it("are none on a node that was just made", () => {
    expect(delayed(pod("etcd", 0, minutes(0.5)))).toEqual([]);
    expect(delayed(pod("coredns", 0, minutes(5), {}, false))).toEqual([]);
  });

  it("are those that ended since the kubelet started", () => {
    expect(delayed(pod("etcd", 1, minutes(5)))).toEqual(["etcd"]);
    expect(delayed(pod("coredns", 1, minutes(5), {}, false))).toEqual(["coredns"]);
  });

  it("are none that ended before the kubelet started", () => {
    expect(delayed(pod("etcd", 3, minutes(-1)))).toEqual([]);
  });

  it("are static pods that began again, though their status hides it", () => {
    expect(delayed(pod("etcd", 0, minutes(5)))).toEqual(["etcd"]);
    expect(delayed(pod("etcd", 0, minutes(1.2)))).toEqual([]);
    expect(delayed(pod("etcd", 0, minutes(1.2)), 1)).toEqual(["etcd"]);
  });

  it("are all static pods of a run whose begin nobody can date there, that began since the kubelet started", () => {
    const nobodyKnows = Number.NEGATIVE_INFINITY;
    expect(delayed(pod("etcd", 0, minutes(0.5)), nobodyKnows)).toEqual(["etcd"]);
    expect(delayed(pod("etcd", 0, minutes(-1)), nobodyKnows)).toEqual([]);
  });

  it("counts what began in the second in which the run broke something", () => {
    expect(delayed(pod("etcd", 0, minutes(1)), 1.01)).toEqual(["etcd"]);
  });

  it("are those that wait for it now, whenever they ended", () => {
    const waiting = { state: { waiting: { reason: "CrashLoopBackOff" } } };
    expect(delayed(pod("kube-scheduler", 5, "", waiting))).toEqual(["kube-scheduler"]);
    const creating = { state: { waiting: { reason: "ContainerCreating" } } };
    expect(delayed(pod("kube-scheduler", 0, "", creating))).toEqual([]);
  });

  it("are those of the node that is asked for", () => {
    expect(delayedComponents([pod("etcd", 1, minutes(5))], "other", { kubeletStartedMs })).toEqual([]);
  });
});

describe("components that a fault ended", () => {
  const ended = [
    { node: "control-plane2", component: "etcd", beforeMs: kubeletStartedMs + 5_000 },
    { node: "control-plane3", component: "etcd", beforeMs: kubeletStartedMs + 5_000 },
    { node: "control-plane2", component: "kube-scheduler", beforeMs: kubeletStartedMs - 5_000 },
  ];
  it("are remembered by a kubelet that ran then, whatever its pods' statuses say", () => {
    expect(endedSince(ended, "control-plane2", kubeletStartedMs)).toEqual(["etcd"]);
    expect(endedSince(ended, "worker", kubeletStartedMs)).toEqual([]);
  });
});

describe("the start of a kubelet", () => {
  it("is of the node's own clock, whatever time it is here", () => {
    expect(readKubeletStart("Mon 2026-11-23 14:00:00 UTC\n1795442405\n")).toBe(kubeletStartedMs);
    expect(readKubeletStart("\n1795442405\n")).toBeNaN();
  });

  it("that is yet to come dates nothing: the clock was set back since", () => {
    const start = readKubeletStart("Mon 2026-11-23 14:00:00 UTC\n1795438800\n");
    expect(start).toBe(Number.NEGATIVE_INFINITY);
    expect(delayedComponents([pod("etcd", 1, minutes(-50))], node, { kubeletStartedMs: start })).toEqual(["etcd"]);
  });
});
