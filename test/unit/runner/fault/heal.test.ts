import { expect, it } from "vitest";
import type { JournalEvent } from "../../../../src/model/event.ts";
import type { RunContext } from "../../../../src/runner/context.ts";
import { heal } from "../../../../src/runner/fault/heal.ts";
import type { Injected } from "../../../../src/runner/fault/injected.ts";

it("a fault is taken back again until it works, and each new reason is told once", async () => {
  const refusals = ["busy", "busy", "not yet"];
  const events: Partial<JournalEvent>[] = [];
  const done: string[] = [];
  const run = {
    clock: { now: () => 0 },
    emit: (event: Partial<JournalEvent>) => void events.push(event),
    engine: {
      act: async () => {
        const reason = refusals.shift();
        if (reason !== undefined) throw new Error(reason);
      },
    },
    undoDone: async (id: string) => void done.push(id),
  };
  const injected = {
    id: "kill",
    definition: {
      undo: () => [{ do: "unpause", node: "a" }],
      healed: async () => ({ proven: true, detail: "it runs" }),
    },
    spec: { params: {} },
    hits: [{ context: { node: { short: "a" } }, captured: {} }],
  };
  await heal(run as unknown as RunContext, injected as unknown as Injected);
  expect(events).toEqual([
    { type: "fault-healing", id: "kill" },
    { type: "note", text: "healing kill: busy" },
    { type: "note", text: "healing kill: not yet" },
    { type: "fault-healed", id: "kill", evidence: { proven: true, detail: "it runs" } },
  ]);
  expect(done).toEqual(["kill"]);
});
