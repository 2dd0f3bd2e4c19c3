import type { CoreV1Event, V1Pod } from "@kubernetes/client-node";
import { describe, expect, test } from "vitest";
import { describePod, evictionsIn } from "../../../../src/runner/observe/pods.ts";
import { storyCluster } from "../../../../src/stories/story-cluster.ts";

const unreachable = { key: "node.kubernetes.io/unreachable", operator: "Exists", effect: "NoExecute" };
const notReady = { ...unreachable, key: "node.kubernetes.io/not-ready" };

function pod(tolerations: NonNullable<V1Pod["spec"]>["tolerations"]): V1Pod {
  return {
    metadata: {
      namespace: "default",
      name: "web-1",
      uid: "u1",
      ownerReferences: [{ kind: "ReplicaSet", name: "web", uid: "r1", apiVersion: "apps/v1" }],
    },
    spec: { containers: [], nodeName: "kc-story-worker2", ...(tolerations && { tolerations }) },
    status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }] },
  };
}

describe("a pod in the journal", () => {
  test("bears its node's short name, what made it, and how long it stays on a lost node", () => {
    const five = pod([
      { ...notReady, tolerationSeconds: 300 },
      { ...unreachable, tolerationSeconds: 5 },
    ]);
    expect(describePod(five, storyCluster)).toEqual({
      namespace: "default",
      name: "web-1",
      uid: "u1",
      node: "worker2",
      phase: "Running",
      ready: true,
      restarts: 0,
      owner: "ReplicaSet",
      deleting: false,
      tolerationMs: 5_000,
    });
  });

  test("stays for ever where it tolerates both taints so, and not at all where it tolerates only one", () => {
    expect(describePod(pod([{ operator: "Exists" }]), storyCluster).tolerationMs).toBeUndefined();
    expect(describePod(pod([{ ...notReady, tolerationSeconds: 300 }]), storyCluster).tolerationMs).toBe(0);
    expect(describePod(pod(undefined), storyCluster).tolerationMs).toBe(0);
  });
});

describe("evictions among the cluster's events", () => {
  const event = (reason: string, uid: string, resourceVersion: string, lastTimestamp: string) => {
    const involvedObject = { namespace: "default", name: "web-1" };
    return { reason, metadata: { uid, resourceVersion }, lastTimestamp, involvedObject } as unknown as CoreV1Event;
  };
  const before = [event("TaintManagerEviction", "a", "7", "2026-11-23T11:00:05Z")];
  const eviction = {
    type: "eviction",
    namespace: "default",
    pod: "web-1",
    reason: "TaintManagerEviction",
    message: "",
  };

  test.each(["2026-11-23T11:00:09Z", "2026-11-23T03:00:09Z", "2026-11-25T11:00:09Z"])(
    "are those that were not told before, each of its words once, whatever clock dates them: %s",
    (date) => {
      const fresh = [
        event("TaintManagerEviction", "b", "9", date),
        event("TaintManagerEviction", "c", "10", date),
        event("Killing", "d", "11", date),
      ];
      expect(evictionsIn([...before, ...fresh], before)).toEqual([eviction]);
      expect(evictionsIn(before, before)).toEqual([]);
    },
  );

  test("are those that are told anew, too", () => {
    expect(evictionsIn([event("TaintManagerEviction", "a", "12", "2026-11-23T11:00:05Z")], before)).toEqual([eviction]);
  });
});
