import { describe, expect, it } from "vitest";
import type { Cluster } from "../../../src/model/cluster.ts";
import type { EtcdMember } from "../../../src/model/event.ts";
import { changes } from "../../../src/runner/restarts.ts";
import { membersAgree, nodesReady, podsReady } from "../../../src/runner/steady-state.ts";
import { resolveTarget } from "../../../src/runner/targets.ts";

const names = ["control-plane", "control-plane2", "control-plane3"];
const nodes = [
  ...names.map((short) => ({ name: `kc-x-${short}`, short, role: "control-plane" })),
  { name: "kc-x-lb", short: "lb", role: "load-balancer" },
];
const cluster = { name: "kc-x", nodes } as unknown as Cluster;
const members = names.map(
  (node, index): EtcdMember => ({
    node,
    memberId: `1${index}`,
    leaderId: "11",
    term: 2,
    raftIndex: 9,
    appliedIndex: 9,
  }),
);

describe("resolveTarget", () => {
  const resolve = (target: Parameters<typeof resolveTarget>[0], seed = 0) =>
    resolveTarget(target, cluster, members, seed).short;
  it("finds the leader by etcd's own word", () => expect(resolve({ role: "etcd-leader" })).toBe("control-plane2"));
  it("chooses among the followers by the seed", () => {
    expect(resolve({ role: "etcd-follower" }, 0)).toBe("control-plane");
    expect(resolve({ role: "etcd-follower" }, 1)).toBe("control-plane3");
  });
  it("counts control planes from 1", () => expect(resolve({ role: "control-plane", index: 3 })).toBe("control-plane3"));
  it("finds the load balancer", () => expect(resolve({ role: "load-balancer" })).toBe("lb"));
  it("finds the members of external etcd in containers of their own", () => {
    const external = ["etcd", "etcd2"].map((short) => ({ name: `kc-x-${short}`, short, role: "etcd" }));
    const apart = { ...cluster, nodes: [...nodes, ...external] } as unknown as Cluster;
    const known = external.map(
      ({ short: node }, index) => ({ ...members[0], node, memberId: `1${index}` }) as EtcdMember,
    );
    expect(resolveTarget({ role: "etcd-leader" }, apart, known, 0).name).toBe("kc-x-etcd2");
    expect(resolveTarget({ role: "etcd-follower" }, apart, known, 0).name).toBe("kc-x-etcd");
  });
  it("breaks nothing when no leader is known", () => {
    expect(() =>
      resolveTarget(
        { role: "etcd-follower" },
        cluster,
        members.map((member) => ({ ...member, leaderId: "0" })),
        0,
      ),
    ).toThrow(/no etcd member/);
  });
});

describe("steady state", () => {
  const conditions = (status: string) => [{ type: "Ready", status }];
  it("wants every node of the topology", () => {
    const node = { metadata: { name: "a" }, status: { conditions: conditions("True") } };
    expect(nodesReady([node], 1).ok).toBe(true);
    expect(nodesReady([node], 2)).toEqual({ ok: false, detail: "1 of 2 Ready" });
    expect(nodesReady([{ ...node, status: { conditions: conditions("Unknown") } }], 1)).toEqual({
      ok: false,
      detail: "not Ready: a",
    });
  });
  it("wants every pod that has not ended well, and at least one", () => {
    expect(podsReady([]).ok).toBe(false);
    expect(
      podsReady([
        { metadata: { name: "done" }, status: { phase: "Succeeded" } },
        { metadata: { name: "up" }, status: { phase: "Running", conditions: conditions("True") } },
      ]).ok,
    ).toBe(true);
    expect(
      podsReady([{ metadata: { name: "crash" }, status: { phase: "Running", conditions: conditions("False") } }])
        .detail,
    ).toBe("not Ready: crash");
  });
  it("wants one leader, one term and every member", () => {
    expect(membersAgree(members, [], 3).ok).toBe(true);
    expect(membersAgree(members.slice(1), [], 3).ok).toBe(false);
    expect(
      membersAgree(
        members.map((member) => ({ ...member, leaderId: "0" })),
        [],
        3,
      ).ok,
    ).toBe(false);
    expect(
      membersAgree(
        members.map((member, term) => ({ ...member, term })),
        [],
        3,
      ).ok,
    ).toBe(false);
    expect(membersAgree(members, ["control-plane: refused"], 3).ok).toBe(false);
  });
});

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
