import { join } from "node:path";
import { expect, test } from "vitest";
import { type Deed, openUndoLog } from "../../../src/journal/undo-log.ts";
import { PlatformError } from "../../../src/model/errors.ts";
import type { Untimed } from "../../../src/model/event.ts";
import { Guard, type WatchdogListener } from "../../../src/runner/guard.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const folder = "/runs/a";

/** A guard whose watchdogs are made by hand, with all that was journaled and said to them. */
function guarded(starts: (number: number) => boolean = () => true, answers: (number: number) => boolean = () => true) {
  const said: string[] = [];
  const listeners: WatchdogListener[] = [];
  const undo = openUndoLog(join(temporaryFolder(), "undo.jsonl"));
  const emit = (event: Untimed) => {
    if (event.type === "note") said.push(event.text);
    else if (event.type === "error") said.push(`error: ${event.message}`);
    else if (event.type === "undo-deed") said.push(`journaled: ${event.by} ${event.deed}`);
    else throw new Error(`nobody was told of ${event.type}`);
  };
  const guard = new Guard({
    folder,
    undo,
    emit,
    startWatchdog: async (_log, listener) => {
      const number = listeners.push(listener);
      if (!starts(number)) throw new PlatformError("watchdog", `${number} did not start`);
      return {
        pid: number,
        prove: async () => {
          if (!answers(number)) throw new PlatformError("watchdog", `${number} does not answer`);
        },
        leave: async (isOpen) => {
          said.push(isOpen ? `${number}, heal` : `${number}, go`);
          return !isOpen;
        },
      };
    },
  });
  const note = (deed: Partial<Deed>) =>
    undo.note({ deed: "took-over", folder, by: "watchdog", at: "2026-11-23T11:00:00.000Z", detail: "silent", ...deed });
  return { guard, said, listeners, note };
}

test("one watchdog is started, is proven again before each fault, and goes when nothing is open", async () => {
  const { guard, said } = guarded();
  await guard.ready();
  await guard.ready();
  expect(guard.stopped()).toBeUndefined();
  await guard.end();
  expect(said).toEqual(["watchdog: process 1 watches", "1, go"]);
});

test("without a watchdog nothing may be broken", async () => {
  const { guard } = guarded(() => false);
  await expect(guard.ready()).rejects.toThrow("1 did not start");
});

test("one that does not answer is replaced before the next fault", async () => {
  const { guard, said } = guarded(undefined, (number) => number > 1);
  await guard.ready();
  await guard.ready();
  expect(said).toEqual(["watchdog: process 1 watches", "watchdog: 1 does not answer", "watchdog: process 2 watches"]);
});

test("one that ends is followed by another at once; where none can be, what is active ends", async () => {
  const { guard, said, listeners } = guarded((number) => number < 3);
  await guard.ready();
  listeners[0]?.onEnd("process 1 ended (SIGKILL)");
  await guard.ready();
  expect(guard.signal.aborted).toBe(false);
  listeners[1]?.onEnd("process 2 ended (SIGKILL)");
  await expect(guard.ready()).rejects.toThrow("no watchdog: 3 did not start");
  expect(guard.signal.aborted).toBe(true);
  expect(guard.stopped()).toBe("no watchdog: 3 did not start");
  await guard.end();
  expect(said).toEqual([
    "watchdog: process 1 watches",
    "watchdog: process 1 ended (SIGKILL)",
    "watchdog: process 2 watches",
    "watchdog: process 2 ended (SIGKILL)",
    "error: no watchdog: 3 did not start",
  ]);
});

test("watchdogs that end one after the other are not started for ever", async () => {
  const { guard, listeners } = guarded();
  await guard.ready();
  for (let number = 0; number < 5; number++) {
    listeners.at(-1)?.onEnd("it ended");
    await guard.ready().catch(() => {});
  }
  expect(listeners).toHaveLength(5);
  expect(guard.stopped()).toMatch(/something ends them all/);
});

test("a takeover ends all breaking, is journaled once with what was done, and leaves the rest to the watchdog", async () => {
  const { guard, said, listeners, note } = guarded();
  await guard.ready();
  // What is of another run, and what the run itself did, is no news.
  note({ folder: "/runs/b" });
  note({ deed: "healed", by: "harness" });
  expect(guard.stopped()).toBeUndefined();
  note({});
  listeners[0]?.onTakeover();
  expect(guard.signal.aborted).toBe(true);
  expect(guard.stopped()).toBe("the watchdog took over: silent");
  note({ deed: "healed" });
  expect(guard.stopped()).toBe("the watchdog took over: silent");
  await guard.end();
  expect(said).toEqual([
    "watchdog: process 1 watches",
    "journaled: watchdog took-over",
    "journaled: watchdog healed",
    "1, heal",
    "watchdog: process 1 stays until nothing is open any more",
  ]);
});
