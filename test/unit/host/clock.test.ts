import { expect, it } from "vitest";
import { hold, NotYet, until } from "../../../src/host/clock.ts";

const quick = { what: "three replicas", timeoutMs: 20, everyMs: 1 };

it("returns what a look found", async () => {
  let looks = 0;
  expect(await until(quick, async () => (++looks === 3 ? "found" : undefined))).toBe("found");
  expect(looks).toBe(3);
});

it("tells what was missing at last when the time is over", async () => {
  let looks = 0;
  const look = async () => new NotYet(++looks === 1 ? "not yet: a, b" : "not yet: b");
  await expect(until(quick, look)).rejects.toThrow("three replicas (not yet: b): not within 0.02 s");
  await expect(until(quick, async () => undefined)).rejects.toThrow("three replicas: not within 0.02 s");
});

it("ends a wait with the reason of the signal", async () => {
  const reason = new Error("interrupted");
  const signal = AbortSignal.abort(reason);
  await expect(hold(60_000, signal)).rejects.toBe(reason);
  await expect(until({ ...quick, signal }, async () => undefined)).rejects.toBe(reason);
});
