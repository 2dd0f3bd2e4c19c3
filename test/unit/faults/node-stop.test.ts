import { describe, expect, it } from "vitest";
import nodeStop from "../../../src/faults/node-stop.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const params = { limitSeconds: 9 };
const captured = { startedAt: "2026-11-23T10:00:00Z", address: "172.30.0.3" };

describe("node-stop", () => {
  it("stops with a limit, and starts at the address that the node had", () => {
    const node = "kc-x-control-plane2";
    expect(nodeStop.inject(at, params, captured)).toEqual([{ do: "stop", node, limitSeconds: 9 }]);
    // The stop goes on when who asked for it has died, and would end what was started before it is over.
    expect(nodeStop.undo(at, params, captured)).toEqual([
      { do: "end-stop", node },
      { do: "start", node, network: "kc-x", address: "172.30.0.3", since: captured.startedAt },
    ]);
  });

  it("tells a stop from a kill at its limit", async () => {
    const active = (exitCode: number) =>
      nodeStop.active(recordingRuntime({}, { running: false, exitCode }, false), at, params, captured);
    expect((await active(130)).proven).toBe(true);
    expect(await active(137)).toEqual({ proven: false, detail: "it did not stop within 9 s and was killed" });
  });

  it("is healed on a node that was started anew", async () => {
    const healed = (startedAt: string) => {
      const runtime = recordingRuntime({}, { startedAt });
      return nodeStop.healed(runtime, at, params, captured).then(({ proven }) => ({ proven, asked: runtime.asked }));
    };
    const asked = ["kc-x-control-plane2: inspect"];
    expect(await healed("2026-11-23T11:00:00Z")).toEqual({ proven: true, asked });
    expect(await healed(captured.startedAt)).toEqual({ proven: false, asked });
  });
});
