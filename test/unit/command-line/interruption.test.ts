import { afterEach, expect, it, vi } from "vitest";
import {
  type Interruption,
  listenForInterruption,
  meaningOf,
  sameWishMs,
} from "../../../src/command-line/interruption.ts";
import type { Stop } from "../../../src/model/stop.ts";

let listening: Interruption | undefined;
afterEach(() => {
  listening?.stop();
  listening = undefined;
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** What is told to a person, and what the signal was aborted with. */
function listen(deadline?: Parameters<typeof listenForInterruption>[2]) {
  const told: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => told.push(String(text)) > 0);
  listening = listenForInterruption(
    () => void told.push("first"),
    () => void told.push("second"),
    deadline,
  );
  const { signal } = listening;
  return { told, signal, reason: () => signal.reason as Stop | undefined };
}

it.each([
  ["the first of all", "SIGTERM", 0, undefined, "first"],
  ["what npm passes on", "SIGINT", 1_003, 1_000, "same"],
  ["a hang-up right after it", "SIGHUP", 1_050, 1_000, "same"],
  ["a hang-up much later: the terminal was closed while it heals", "SIGHUP", 60_000, 1_000, "same"],
  ["one who does not want to wait", "SIGINT", 1_000 + sameWishMs, 1_000, "second"],
  ["another signal of one who does not", "SIGQUIT", 8_500, 1_000, "second"],
] as const)("%s", (_, name, atMs, firstMs, meaning) => {
  expect(meaningOf(name, atMs, firstMs)).toBe(meaning);
});

it.each(["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const)("%s stops what listens, once", (name) => {
  const { told, reason } = listen();
  process.emit(name, name);
  process.emit(name, name);
  expect(reason()).toMatchObject({ end: "interrupted", message: `interrupted by ${name}` });
  expect(told).toEqual(["first"]);
});

it("an output that nobody reads stops it, and never counts as a signal", () => {
  const { told, reason } = listen();
  const gone = Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
  process.stderr.emit("error", gone);
  process.stdout.emit("error", gone);
  expect(reason()).toMatchObject({ end: "interrupted", message: "nobody reads its output any more" });
  process.emit("SIGINT", "SIGINT");
  expect(told).toEqual(["first", "first"]);
  expect(reason()).toMatchObject({ message: "nobody reads its output any more" });
});

it("its deadline stops it; a signal after that is the first", () => {
  vi.useFakeTimers();
  const { told, signal, reason } = listen({ text: "30m", atMs: performance.now() + 1_800_000 });
  vi.advanceTimersByTime(1_799_000);
  expect(signal.aborted).toBe(false);
  vi.advanceTimersByTime(1_001);
  expect(reason()).toMatchObject({ end: "deadline", message: "its deadline of 30m was over" });
  process.emit("SIGTERM", "SIGTERM");
  expect(told).toEqual(["\nthe deadline of 30m is over: healing, reporting, then leaving\n", "first"]);
});

it("ends nothing any more when it is stopped", () => {
  const before = process.listenerCount("SIGHUP");
  const { signal } = listen({ text: "1ms", atMs: performance.now() + 60_000 });
  expect(process.listenerCount("SIGHUP")).toBe(before + 1);
  listening?.stop();
  expect(process.listenerCount("SIGHUP")).toBe(before);
  process.stderr.emit("error", Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
  expect(signal.aborted).toBe(false);
});
