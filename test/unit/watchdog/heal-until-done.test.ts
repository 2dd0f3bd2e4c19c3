import { expect, test, vi } from "vitest";
import type { Healing } from "../../../src/healing/open-undos.ts";
import type { Deed, Undo } from "../../../src/journal/undo-log.ts";
import { healUntilDone } from "../../../src/watchdog/heal-until-done.ts";
import { cluster } from "../../support/recording-runtime.ts";

/** An engine that is away for so many pings, and containers that are gone after so many tries. */
function healing({ away = 0, failures = 0 }) {
  const log: string[] = [];
  const deeds: Partial<Deed>[] = [];
  const parts = {
    by: "watchdog",
    engine: {
      ping: async () => {
        log.push("ping");
        if (away-- > 0) throw new Error("no engine");
      },
    },
    log: {
      note: ({ deed, strike }: Deed) => {
        log.push(`${strike} ${deed}`);
        deeds.push({ deed, ...(strike === undefined ? {} : { strike }) });
      },
      read: () => ({ deeds }),
    },
    present: async () => {
      if (failures-- > 0) throw new Error("not yet");
      return [];
    },
    loadFault: async () => ({ params: { parse: (value: unknown) => value } }),
    tell: () => {},
  };
  return { parts: parts as unknown as Parameters<typeof healUntilDone>[0] & Healing, log, deeds };
}

const undo = (strike: string): Undo => ({
  strike,
  id: strike,
  folder: "/runs/a",
  at: "",
  cluster,
  fault: "node-pause",
  params: {},
  hits: [],
});
const quick = { againMs: 1, giveUpMs: 60_000, pingMs: 60_000 };

test("nothing is asked of an engine where nothing is open", async () => {
  const { parts, log } = healing({});
  await healUntilDone(parts, [], quick);
  expect(log).toEqual([]);
});

test("an engine that is away is waited for, and what is not gone yet is tried again, alone", async () => {
  const { parts, log } = healing({ away: 2, failures: 1 });
  await healUntilDone(parts, [undo("b"), undo("a")], quick);
  expect(log).toEqual(["ping", "ping", "ping", "b not-healed", "a healed", "ping", "b healed"]);
});

test("what somebody else has healed meanwhile is left alone, and what was healed before is not", async () => {
  const { parts, log, deeds } = healing({ failures: 2 });
  deeds.push({ deed: "healed", strike: "a" });
  const present = (cluster: string) => {
    if (log.at(-1) === "b not-healed") deeds.push({ deed: "healed", strike: "b" });
    return parts.present(cluster);
  };
  await healUntilDone({ ...parts, present }, [undo("b"), undo("a")], quick);
  expect(log).toEqual(["ping", "b not-healed", "a not-healed", "ping", "a healed"]);
});

test("it gives up when the time is over, and an engine that hangs does not keep it", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "performance"] });
  const { parts, log } = healing({});
  const hangs = { ...parts, engine: { ...parts.engine, ping: () => new Promise<void>(() => {}) } };
  const over = healUntilDone(hangs, [undo("a")], { againMs: 5_000, giveUpMs: 900_000, pingMs: 10_000 });
  await vi.advanceTimersByTimeAsync(915_000);
  await over;
  vi.useRealTimers();
  expect(log).toEqual([]);
});
