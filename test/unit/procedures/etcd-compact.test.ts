import { describe, expect, it } from "vitest";
import etcdCompact from "../../../src/procedures/etcd-compact.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const here = { ...context("control-plane2"), namespace: "kind-chaos-x" };

describe("etcd-compact", () => {
  const done = (past: string, watched: string, recorded = "650 700 0.84\n") => {
    const answers = {
      "cat /run": { stdout: recorded },
      "--rev=": { stdout: past },
      "events?watch": { stdout: watched },
    };
    return etcdCompact.done(recordingRuntime(answers), here, { hundreds: 50 });
  };

  it("is done when no member has the past, and each API server says so to who watches from there", async () => {
    const { proven, detail } = await done("compacted", "old 410\nanew watches\n");
    expect(proven).toBe(true);
    expect(detail).toMatch(/^compacted up to 700 in 0\.84 s; control-plane has the past no more, refuses a watch/);
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
    await expect(done("compacted", "", "4711 7 S")).rejects.toThrow(/is not known/);
  });

  it("leaves no keys where etcd runs on the control planes, and looks nowhere else", () => {
    expect(etcdCompact.leftovers(here.cluster).map(({ node }) => node)).toEqual(["kc-x-control-plane"]);
    const external = {
      ...here.cluster,
      nodes: here.cluster.nodes.map((node, index) => (index === 3 ? { ...node, role: "etcd" as const } : node)),
    };
    expect(etcdCompact.leftovers(external)).toEqual([]);
  });
});
