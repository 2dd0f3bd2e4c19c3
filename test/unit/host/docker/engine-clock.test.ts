import type Docker from "dockerode";
import { expect, it } from "vitest";
import { engineMs, readEngineClock } from "../../../../src/host/docker/engine-clock.ts";

it("an engine's clock is read between two moments here, whoever else asks it at the time", async () => {
  // The first question came while another's was answered, whose time is of before.
  const told = ["2026-11-28T17:59:59.9Z", "2026-11-28T19:00:00.123456789+01:00"];
  const docker = { info: async () => ({ SystemTime: told.shift() }) } as unknown as Docker;
  let now = 7;
  const reading = await readEngineClock(docker, () => now++);
  expect(reading).toEqual({ toldMs: Date.parse("2026-11-28T18:00:00.123Z"), askedMs: 7, answeredMs: 8 });
});

it("one that tells no time is an error of one line", () => {
  expect(() => engineMs(undefined)).toThrow(/^the engine does not tell what time it is there$/);
});
