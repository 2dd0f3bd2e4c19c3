import { describe, expect, it } from "vitest";
import nodePause from "../../../src/faults/node-pause.ts";
import type { ContainerState } from "../../../src/model/node-runtime.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const lb = context("lb");
const captured = { startedAt: "2026-11-23T10:00:00Z", address: "172.30.0.3" };
const seen = (state: Partial<ContainerState>, tls?: boolean) => recordingRuntime({}, state, tls);

describe("node-pause", () => {
  it.each([at, lb])("freezes the container and lets it go on", (where) => {
    expect(nodePause.inject(where, {}, captured)).toEqual([{ do: "pause", node: where.node.name }]);
    expect(nodePause.undo(where, {}, captured)).toEqual([
      { do: "unpause", node: where.node.name, since: captured.startedAt },
    ]);
  });

  it.each([
    ["frozen", { paused: true }, false, true],
    ["awake", {}, undefined, false],
    ["frozen and answering", { paused: true }, true, false],
  ])("is active on a node that is %s: looks at container and port", async (_, state, tls, proven) => {
    const runtime = seen(state, tls);
    expect((await nodePause.active(runtime, at, {}, captured)).proven).toBe(proven);
    expect(runtime.asked[0]).toBe("kc-x-control-plane2: inspect");
  });

  it.each([
    ["that goes on", {}, true],
    ["still paused", { paused: true }, false],
    ["that was started anew instead", { startedAt: "2026-11-23T11:00:00Z" }, false],
  ])("is healed on a node %s", async (_, state, proven) => {
    expect((await nodePause.healed(seen(state), at, {}, captured)).proven).toBe(proven);
  });

  it("is healed on a load balancer only when an API server answers through it", async () => {
    const runtime = seen({}, true);
    expect((await nodePause.healed(runtime, lb, {}, captured)).proven).toBe(true);
    expect(runtime.asked).toEqual(["kc-x-lb: inspect", "30006: tls"]);
    expect((await nodePause.healed(seen({}, false), lb, {}, captured)).proven).toBe(false);
  });
});
