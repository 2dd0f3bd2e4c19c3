import { describe, expect, it } from "vitest";
import nodeMaintenance from "../../../src/faults/node-maintenance.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("worker");
const commands = (actions: readonly object[]) => actions.map((action) => JSON.stringify(action));

describe("node-maintenance", () => {
  const params = { drainSeconds: 60, stopSeconds: 90 };

  it("drains before it stops, and starts before it uncordons", () => {
    const [drain, stop] = nodeMaintenance.inject(at, params, {});
    expect(commands([drain ?? {}])[0]).toContain("drain");
    expect(stop).toMatchObject({ do: "stop", node: "kc-x-worker", limitSeconds: 90 });
    const [end, start, uncordon] = nodeMaintenance.undo(at, params, {});
    expect(end).toEqual({ do: "end-stop", node: "kc-x-worker" });
    expect(start).toMatchObject({ do: "start", node: "kc-x-worker", address: at.node.address });
    expect(commands([uncordon ?? {}])[0]).toMatch(/ uncordon .*"kc-x-worker","node-maintenance"/);
  });

  it("is active where the node is down and cordoned, and healed where it is neither", async () => {
    const look = (running: boolean, unschedulable: string, startedAt = "later") =>
      recordingRuntime(
        { "{.spec.unschedulable}": { stdout: unschedulable } },
        { running, startedAt, address: at.node.address },
      );
    const captured = { startedAt: "before" };
    expect((await nodeMaintenance.active(look(false, "true", "before"), at, params, captured)).proven).toBe(true);
    expect((await nodeMaintenance.active(look(true, "true", "before"), at, params, captured)).proven).toBe(false);
    // It went down, came back, and went down again: that is another fault.
    expect((await nodeMaintenance.active(look(false, "true"), at, params, captured)).proven).toBe(false);
    expect((await nodeMaintenance.healed(look(true, ""), at, params, captured)).proven).toBe(true);
    expect((await nodeMaintenance.healed(look(true, "true"), at, params, captured)).proven).toBe(false);
  });
});
