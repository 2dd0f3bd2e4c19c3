import { expect, it } from "vitest";
import type { Deed } from "../../../../src/journal/undo-log.ts";
import type { JournalEvent } from "../../../../src/model/event.ts";
import type { FaultDefinition } from "../../../../src/model/fault.ts";
import type { RunContext } from "../../../../src/runner/context.ts";
import { heal } from "../../../../src/runner/fault/heal.ts";
import type { Injected } from "../../../../src/runner/fault/injected.ts";
import { inFakeTime } from "../../../support/fake-time.ts";

function healed(act: () => Promise<void>, more: Partial<FaultDefinition> = {}) {
  const events: Partial<JournalEvent>[] = [];
  const done: string[] = [];
  const run = {
    clock: { now: () => 12 },
    emit: (event: Partial<JournalEvent>) => void events.push(event),
    engine: { act },
    cluster: { name: "kc-x" },
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
      ...more,
    },
    params: {},
    runtime: {
      inspect: async () => Promise.reject(new Error("no engine")),
      startedAnew: async () => Promise.reject(new Error("no engine")),
    },
    hits: [{ context: { node: { short: "a" }, cluster: { network: "kc-x", nodes: [] } }, captured: {} }],
  };
  const healing = () => heal(run as unknown as RunContext, injected as unknown as Injected);
  return inFakeTime(healing).then(() => ({ events, done }));
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
    { type: "fault-healed", id: "kill", evidence: { proven: true, detail: "it runs" }, sinceMs: 7, undoneMs: 0 },
  ]);
  expect(done).toEqual(["first healed"]);
});

it.each([
  [true, { proven: true, detail: "it runs" }],
  [false, { proven: false, detail: "it runs; it left harm: process 7 in the place of 4" }],
])(
  "a fault that must leave what it hit as it was is taken back, and is proven only where it did: %s",
  async (proven, evidence) => {
    const unharmed = async () => ({ proven, detail: "process 7 in the place of 4" });
    const { events, done } = await healed(async () => {}, { unharmed });
    expect(events).toEqual([
      { type: "fault-healing", id: "kill", sinceMs: 7 },
      { type: "fault-healed", id: "kill", evidence, sinceMs: 7, undoneMs: 0 },
    ]);
    expect(done).toEqual(["first healed"]);
  },
);

it("a mistake of ours in taking a fault back is told, and leaves the undo open", async () => {
  const { events, done } = await healed(async () => {
    throw new TypeError("argv is no list");
  });
  const problem = "a could not be healed: argv is no list";
  const detail = `taking it back once more, because it is not seen to be gone: ${problem}`;
  const told = events.filter(({ type }) => type !== "note");
  expect(told).toEqual([
    { type: "fault-healing", id: "kill", sinceMs: 7 },
    { type: "escalation", id: "kill", stage: "again", detail },
    { type: "fault-healed", id: "kill", evidence: { proven: false, detail: problem }, sinceMs: 7 },
  ]);
  expect(events.at(-1)).toMatchObject({
    text: expect.stringMatching(/^kc-x is kept, .* clean --undo-only --cluster kc-x$/),
  });
  expect(done).toEqual(["first not-healed"]);
});

it.each([
  [undefined, ["again"]],
  [150_000, []],
])("a fault whose undo is long work has the time that it says: %s ms", async (healsMs, escalated) => {
  // Half a second between two tries: it takes longer than a minute.
  let refusals = 150;
  const refused = async () => {
    if (refusals-- > 0) throw new Error("unhealthy cluster");
  };
  const { events } = await healed(refused, healsMs === undefined ? {} : { healsMs });
  expect(events.flatMap((event) => (event.type === "escalation" ? [event.stage] : []))).toEqual(escalated);
  expect(events.at(-1)).toMatchObject({ type: "fault-healed", evidence: { proven: true } });
});
