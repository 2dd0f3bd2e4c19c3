import { describe, expect, it } from "vitest";
import loadBalancerKill from "../../../src/faults/load-balancer-kill.ts";
import loadBalancerPause from "../../../src/faults/load-balancer-pause.ts";
import nodeKill from "../../../src/faults/node-kill.ts";
import nodePause from "../../../src/faults/node-pause.ts";
import nodeStop from "../../../src/faults/node-stop.ts";
import type { ContainerState } from "../../../src/model/fault.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const lb = context("lb");
const captured = { startedAt: "2026-11-23T10:00:00Z", address: "172.30.0.3" };
const again = { startedAt: "2026-11-23T11:00:00Z" };
const seen = (state: Partial<ContainerState>, tls = false) => recordingRuntime({}, state, tls);

describe("what container faults do", () => {
  const start = (node: string, address: string) => ({ do: "start", node, network: "kc-x", address });
  it.each([
    ["node-kill", nodeKill.inject(at, {}, captured), nodeKill.undo(at, {}, captured), "kill", "start"],
    ["load-balancer-kill", loadBalancerKill.inject(lb, {}, {}), loadBalancerKill.undo(lb, {}, {}), "kill", "start"],
    ["node-pause", nodePause.inject(at, {}, captured), nodePause.undo(at, {}, captured), "pause", "unpause"],
    [
      "load-balancer-pause",
      loadBalancerPause.inject(lb, {}, {}),
      loadBalancerPause.undo(lb, {}, {}),
      "pause",
      "unpause",
    ],
  ])("%s", (_, inject, undo, breaks, heals) => {
    expect(inject.map((action) => action.do)).toEqual([breaks]);
    expect(undo.map((action) => action.do)).toEqual([heals]);
  });

  it("starts a node at the address that it had", () => {
    expect(nodeKill.undo(at, {}, captured)).toEqual([start("kc-x-control-plane2", "172.30.0.3")]);
    expect(nodeStop.undo(at, { limitSeconds: 9 }, captured)).toEqual([start("kc-x-control-plane2", "172.30.0.3")]);
  });

  it("stops with a limit", () => {
    expect(nodeStop.inject(at, { limitSeconds: 9 }, captured)).toEqual([
      { do: "stop", node: "kc-x-control-plane2", limitSeconds: 9 },
    ]);
  });
});

describe("evidence of container faults", () => {
  it.each([
    ["down", seen({ running: false, exitCode: 137 }), true, /ended with code 137, its API port does not answer/],
    ["running", seen({}), false, /the container runs/],
    ["down and answering", seen({ running: false }, true), false, /answers all the same/],
  ])("node-kill on a node that is %s", async (_, runtime, proven, detail) => {
    const evidence = await nodeKill.active(runtime, at, {}, captured);
    expect(evidence).toEqual({ proven, detail: expect.stringMatching(detail) });
  });

  it("tells a stop from a kill at its limit", async () => {
    const active = (exitCode: number) =>
      nodeStop.active(seen({ running: false, exitCode }), at, { limitSeconds: 9 }, captured);
    expect((await active(130)).proven).toBe(true);
    expect(await active(137)).toEqual({ proven: false, detail: "it did not stop within 9 s and was killed" });
  });

  it.each([
    ["frozen", seen({ paused: true }), true],
    ["awake", seen({}), false],
    ["frozen and answering", seen({ paused: true }, true), false],
  ])("node-pause on a node that is %s", async (_, runtime, proven) => {
    expect((await nodePause.active(runtime, at, {}, captured)).proven).toBe(proven);
  });

  it.each([
    ["started anew at its address", again, true],
    ["not started", { ...again, running: false }, false],
    ["at another address", { ...again, address: "172.30.0.9" }, false],
    ["that was never down", {}, false],
  ])("node-kill healed: a node %s", async (_, state, proven) => {
    expect((await nodeKill.healed(seen(state), at, {}, captured)).proven).toBe(proven);
  });

  it.each([
    ["that goes on", {}, true],
    ["still paused", { paused: true }, false],
    ["that was started anew instead", again, false],
  ])("node-pause healed: a node %s", async (_, state, proven) => {
    expect((await nodePause.healed(seen(state), at, {}, captured)).proven).toBe(proven);
  });

  it("takes a load balancer for back only when an API server answers through it", async () => {
    const state = { ...again, address: lb.node.address };
    expect((await loadBalancerKill.healed(seen(state, false), lb, {}, captured)).proven).toBe(false);
    expect((await loadBalancerKill.healed(seen(state, true), lb, {}, captured)).proven).toBe(true);
    expect((await loadBalancerPause.healed(seen({}, true), lb, {}, captured)).proven).toBe(true);
  });

  it.each([
    ["paused", { paused: true }, /is paused already/],
    ["down", { running: false }, /does not run already/],
  ])("has nothing to break on a node that is %s", async (_, state, reason) => {
    await expect(nodeKill.capture(seen(state), at, {})).rejects.toThrow(reason);
  });
});
