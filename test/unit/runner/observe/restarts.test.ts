import { describe, expect, it } from "vitest";
import { changes } from "../../../../src/runner/observe/restarts.ts";

describe("changes since the beginning", () => {
  it("tells restarts that no fault explains, and moved addresses", () => {
    const before = {
      restarts: { "kc-x-control-plane/etcd": 0, "kc-x-worker/kube-proxy": 1 },
      addresses: { lb: "172.30.0.2" },
    };
    const after = {
      restarts: { "kc-x-control-plane/etcd": 1, "kc-x-worker/kube-proxy": 2 },
      addresses: { lb: "172.30.0.9" },
    };
    expect(changes(before, after, new Set(["control-plane"]), "kc-x")).toEqual([
      { type: "restart", node: "control-plane", component: "etcd", expected: true },
      { type: "restart", node: "worker", component: "kube-proxy", expected: false },
      { type: "address-changed", node: "lb", from: "172.30.0.2", to: "172.30.0.9" },
    ]);
  });
});
