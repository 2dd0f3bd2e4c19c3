import { describe, expect, it } from "vitest";
import nodeKill from "../../../src/faults/node-kill.ts";
import type { ContainerState } from "../../../src/model/node-runtime.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const lb = context("lb");
const captured = { startedAt: "2026-11-23T10:00:00Z", address: "172.30.0.3" };
const again = { startedAt: "2026-11-23T11:00:00Z" };
const seen = (state: Partial<ContainerState>, tls?: boolean) => recordingRuntime({}, state, tls);

describe("node-kill", () => {
  it.each([at, lb])("kills the container and starts it at the address that it had", (where) => {
    const { name, address } = where.node;
    expect(nodeKill.inject(where, {}, captured)).toEqual([{ do: "kill", node: name }]);
    expect(nodeKill.undo(where, {}, captured)).toEqual([
      { do: "start", node: name, network: "kc-x", address, since: captured.startedAt },
    ]);
  });

  it.each([
    ["down", { running: false, exitCode: 137 }, false, true, /ended with code 137, its API port does not answer/],
    ["running", {}, undefined, false, /the container runs/],
    ["down and answering", { running: false }, true, false, /answers all the same/],
  ])("is active on a node that is %s: looks at container and port", async (_, state, tls, proven, detail) => {
    const runtime = seen(state, tls);
    const evidence = await nodeKill.active(runtime, at, {}, captured);
    expect(evidence).toEqual({ proven, detail: expect.stringMatching(detail) });
    const port = tls === undefined ? [] : ["30001: tls"];
    expect(runtime.asked).toEqual(["kc-x-control-plane2: inspect", ...port]);
  });

  it.each([
    ["started anew at its address", again, true],
    ["not started", { ...again, running: false }, false],
    ["at another address", { ...again, address: "172.30.0.9" }, false],
    ["that was never down", {}, false],
  ])("is healed on a node %s", async (_, state, proven) => {
    expect((await nodeKill.healed(seen(state), at, {}, captured)).proven).toBe(proven);
  });

  it("is healed on a load balancer only when an API server answers through it", async () => {
    const state = { ...again, address: lb.node.address };
    const runtime = seen(state, false);
    expect((await nodeKill.healed(runtime, lb, {}, captured)).proven).toBe(false);
    expect(runtime.asked).toEqual(["kc-x-lb: inspect", "30006: tls"]);
    expect((await nodeKill.healed(seen(state, true), lb, {}, captured)).proven).toBe(true);
  });

  it.each([
    ["paused", { paused: true }, /is paused already/],
    ["down", { running: false }, /does not run already/],
  ])("has nothing to break on a node that is %s", async (_, state, reason) => {
    await expect(nodeKill.capture(seen(state), at, {})).rejects.toThrow(reason);
  });
});
