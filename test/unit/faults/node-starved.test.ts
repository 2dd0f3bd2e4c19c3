import { describe, expect, it } from "vitest";
import nodeStarved, { nodeStarved as starve } from "../../../src/faults/node-starved.ts";
import { describeAction } from "../../../src/model/action.ts";
import type { ContainerState } from "../../../src/model/node-runtime.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const node = at.node.name;
const params = nodeStarved.params.parse(starve({ role: "etcd-leader" }).params);
const captured = { throttled: "7" };
const own = { cpuLimit: { periodUs: 999_000, quotaUs: 49_950 } };
const another = { cpuLimit: { periodUs: 100_000, quotaUs: 50_000 } };
const seen = (state: Partial<ContainerState>, throttledPeriods = 7, quotas = "", next = 1) =>
  recordingRuntime({ "cpu.cfs_quota_us": { stdout: quotas } }, state, undefined, {
    throttling: { throttledPeriods, throttledMs: 2_850 },
    next,
  });

describe("node-starved", () => {
  it("leaves a share of one CPU in each period, and gives back period and quota", () => {
    const [limit] = nodeStarved.inject(at, params, captured);
    expect(limit).toEqual({ do: "limit-cpu", node, periodUs: 999_000, quotaUs: 49_950 });
    const [unlimit] = nodeStarved.undo(at, params, captured);
    expect(unlimit).toEqual({ do: "unlimit-cpu", node, periodUs: 999_000 });
    expect(limit && unlimit && [describeAction(limit), describeAction(unlimit)]).toEqual([
      `docker update --cpu-period 999000 --cpu-quota 49950 ${node}`,
      `docker update --cpu-period 100000 --cpu-quota -1 ${node} (where its period is 999000)`,
    ]);
  });

  it.each([0, 101])("refuses %s percent", (cpuPercent) => {
    expect(nodeStarved.params.safeParse({ cpuPercent }).success).toBe(false);
  });

  it("says what a kernel cannot do", () => {
    const unsupported = (state: "yes" | "no" | "unknown") =>
      nodeStarved.unsupported?.({ features: { cfs_bandwidth: state } });
    expect(unsupported("no")).toBe("it needs cfs_bandwidth, which this kernel does not have");
    expect([unsupported("yes"), unsupported("unknown")]).toEqual([undefined, undefined]);
  });

  it("remembers how often the node had waited before", async () => {
    expect(await nodeStarved.capture(seen({}), at, params)).toEqual(captured);
  });

  it.each([
    ["no group has a limit", "", true],
    ["groups have less", "1000 100000\n4000 100000\n", true],
    ["a group has as much", "5000 100000\n", true],
    ["a group has more, as kindnet does", "1000 100000\n10000 100000\n", false],
  ])("with control groups v1 begins where %s: %#", async (_, quotas, begins) => {
    const capturing = nodeStarved.capture(seen({}, 7, quotas), at, params);
    if (begins) expect(await capturing).toEqual(captured);
    else await expect(capturing).rejects.toThrow(/a container on kc-x-control-plane2 may have 10 % of one CPU/);
  });

  it.each([
    ["is starved already", own, /is starved already/],
    ["has a limit of its own", another, /a limit of CPU time of its own/],
    ["is paused", { paused: true }, /is paused already/],
    ["is down", { running: false }, /does not run already/],
  ])("begins nothing where the node %s", async (_, state, words) => {
    await expect(nodeStarved.capture(seen(state), at, params)).rejects.toThrow(words);
  });

  it.each([
    ["is limited and waits", own, 1, true],
    ["is limited and waits no more", own, 0, false],
    ["waits without a limit", {}, 1, false],
    ["has another limit", another, 1, false],
    ["has more than was asked for", { cpuLimit: { periodUs: 999_000, quotaUs: 99_900 } }, 1, false],
  ])("is active where the node %s: %#", async (_, state, next, proven) => {
    const runtime = seen(state, 9, "", next);
    expect((await nodeStarved.active(runtime, at, params, captured)).proven).toBe(proven);
    const without = [`${node}: inspect`, `${node}: throttling`];
    expect(runtime.asked).toEqual(state === own ? [...without, `${node}: throttling within 3000`] : without);
  });

  it("says what the node may have, and how long it waited", async () => {
    expect((await nodeStarved.active(seen(own, 9), at, params, captured)).detail).toBe(
      "it may have 5 % of one CPU, and waited in 3 periods since (3800 ms in all)",
    );
    expect((await nodeStarved.active(seen(own, 9, "", 0), at, params, captured)).detail).toBe(
      "it may have 5 % of one CPU, and waited in 2 periods since (2850 ms in all), but not in the next 3 s",
    );
  });

  it.each([
    ["has no limit", {}, true],
    ["has another's limit", another, true],
    ["is starved still", own, false],
    ["is down", { running: false }, false],
  ])("is healed where the node %s", async (_, state, proven) => {
    expect((await nodeStarved.healed(seen(state), at, params, captured)).proven).toBe(proven);
  });

  it("finds its own limit without a log, and no other", () => {
    const [look] = nodeStarved.leftovers(at);
    const isLeft = (state: object) => look !== undefined && !("argv" in look) && look.isLeft(state as ContainerState);
    expect([isLeft(own), isLeft(another), isLeft({})]).toEqual([true, false, false]);
  });
});
