import { describe, expect, it } from "vitest";
import { PlatformError } from "../../../../src/model/errors.ts";
import { changes, ownStarts } from "../../../../src/runner/observe/restarts.ts";
import { withPair } from "../../../support/balancer-pair.ts";

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

  it("blames nobody for the one component that work starts anew, and for no other of its node", () => {
    const at = (count: number) => ({
      restarts: {
        "kc-x-control-plane/kube-apiserver": count,
        "kc-x-control-plane/etcd": count,
        "kc-x-worker/kube-apiserver": count,
      },
      addresses: {},
    });
    const told = changes(at(0), at(1), new Set(["control-plane/kube-apiserver"]), "kc-x");
    expect(told.map((event) => "expected" in event && event.expected)).toEqual([true, false, false]);
  });
});

describe("starts of what the harness keeps running", () => {
  const exec = async (node: string, argv: readonly string[]) => {
    if (node === "kc-x-balancer2") throw new PlatformError("engine", "is not running");
    return { exitCode: 0, stdout: argv[1]?.includes("keepalived") === true ? "\n\n" : "\n", stderr: "" };
  };
  it("are counted on load balancers with a virtual address, of HAProxy and of keepalived; what is down tells none", async () => {
    expect(await ownStarts({ engine: { exec }, cluster: withPair })).toEqual({
      "kc-x-balancer/haproxy": 1,
      "kc-x-balancer/keepalived": 2,
    });
  });
  it("so that a keepalived that was started again is told where no fault explains it", () => {
    const addresses = {};
    const before = { restarts: { "kc-x-balancer2/keepalived": 1 }, addresses };
    const after = { restarts: { "kc-x-balancer2/keepalived": 2 }, addresses };
    expect(changes(before, after, new Set(["balancer"]), "kc-x")).toEqual([
      { type: "restart", node: "balancer2", component: "keepalived", expected: false },
    ]);
  });
});
