import { describe, expect, it } from "vitest";
import etcdCompact from "../../../src/procedures/etcd-compact.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const here = { ...context("control-plane2"), namespace: "kind-chaos-x" };

const external = {
  ...here.cluster,
  nodes: here.cluster.nodes.map((node, index) => (index === 3 ? { ...node, role: "etcd" as const } : node)),
};

describe("etcd-compact", () => {
  const done = (past: string, watched: string, { recorded = "650 700 0.84\n", out = "5001\n" } = {}) => {
    const answers = {
      taken_out: { stdout: out },
      "cat /var": { stdout: recorded },
      "--rev=": { stdout: past },
      "events?watch": { stdout: watched },
    };
    return etcdCompact.done(recordingRuntime(answers), here, { hundreds: 50 });
  };

  it("is done when no member has the past, and each API server says so to who watches from there", async () => {
    const { proven, detail } = await done("compacted", "old 410\nanew watches\n");
    expect(proven).toBe(true);
    expect(detail).toMatch(
      /^compacted up to 700 in 0\.84 s; control-plane has the past no more, has taken it out, refuses/,
    );
    expect(detail).toContain("control-plane3 has the past no more");
  });

  it("is not done while a member has the past, or a watch from there is taken, or none after a new list", async () => {
    for (const [past, watched] of [
      ["there", "old 410\nanew watches\n"],
      ["compacted", "old watches\nanew watches\n"],
      ["compacted", "old 410\nanew 410\n"],
      ["compacted", "old 410\nanew refused\n"],
    ] as const)
      expect((await done(past, watched)).proven).toBe(false);
    await expect(done("compacted", "", { recorded: "4711 7 S" })).rejects.toThrow(/is not known/);
  });

  it("is not done while a member has not taken it out of its own database, or does not tell", async () => {
    for (const [out, words] of [
      ["4999\n", "control-plane2 has the past no more, has taken out 4999 of 5000"],
      ["", "has taken out NaN of 5000"],
    ] as const) {
      const { proven, detail } = await done("compacted", "old 410\nanew watches\n", { out });
      expect([proven, detail.includes(words)]).toEqual([false, true]);
    }
  });

  it("is refused where etcd is elsewhere, and on several nodes at once", () => {
    expect(() => etcdCompact.actions({ ...here, cluster: external }, { hundreds: 1 })).toThrow(
      "here etcd is elsewhere",
    );
    const two = { ...here, targets: here.cluster.nodes.slice(0, 2) };
    expect(() => etcdCompact.actions(two, { hundreds: 1 })).toThrow("its target is one control plane");
  });

  it("leaves no keys where etcd runs on the control planes, and looks nowhere else", () => {
    expect(etcdCompact.leftovers(here.cluster).map(({ node }) => node)).toEqual([
      "kc-x-control-plane",
      "kc-x-control-plane",
      "kc-x-control-plane2",
      "kc-x-control-plane3",
    ]);
    expect(etcdCompact.leftovers(external)).toEqual([]);
  });
});
