import { expect, it } from "vitest";
import type { Deed } from "../../../../src/journal/undo-log.ts";
import type { JournalEvent } from "../../../../src/model/event.ts";
import type { RunContext } from "../../../../src/runner/context.ts";
import { heal } from "../../../../src/runner/fault/heal.ts";
import type { Injected } from "../../../../src/runner/fault/injected.ts";

function healed(act: () => Promise<void>) {
  const events: Partial<JournalEvent>[] = [];
  const done: string[] = [];
  const run = {
    clock: { now: () => 12 },
    emit: (event: Partial<JournalEvent>) => void events.push(event),
    engine: { act },
    folder: "/runs/a",
    undo: { note: ({ deed, strike }: Deed) => void done.push(`${strike} ${deed}`) },
  };
  const injected = {
    id: "kill",
    strike: "first",
    begunAt: 5,
    definition: {
      inject: () => [],
      undo: () => [{ do: "unpause", node: "a" }],
      healed: async () => ({ proven: true, detail: "it runs" }),
    },
    params: {},
    hits: [{ context: { node: { short: "a" } }, captured: {} }],
  };
  return heal(run as unknown as RunContext, injected as unknown as Injected).then(() => ({ events, done }));
}

it("a fault is taken back again until it works, and each new reason is told once", async () => {
  const refusals = ["busy", "busy", "not yet"];
  const { events, done } = await healed(async () => {
    const reason = refusals.shift();
    if (reason !== undefined) throw new Error(reason);
  });
  expect(events).toEqual([
    { type: "fault-healing", id: "kill", sinceMs: 7 },
    { type: "note", text: "healing kill: busy" },
    { type: "note", text: "healing kill: not yet" },
    { type: "fault-healed", id: "kill", evidence: { proven: true, detail: "it runs" }, sinceMs: 7 },
  ]);
  expect(done).toEqual(["first healed"]);
});

it("a mistake of ours in taking a fault back is told, and leaves the undo open", async () => {
  const { events, done } = await healed(async () => {
    throw new TypeError("argv is no list");
  });
  const evidence = { proven: false, detail: "a could not be healed: argv is no list" };
  expect(events.at(-1)).toEqual({ type: "fault-healed", id: "kill", evidence, sinceMs: 7 });
  expect(done).toEqual(["first not-healed"]);
});
