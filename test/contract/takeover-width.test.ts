import { expect, test } from "vitest";
import { findOutages } from "../../src/analysis/outages/outages.ts";
import type { Sample } from "../../src/model/sample.ts";
import { startTimes } from "../../src/probes/lanes/schedule.ts";
import { known } from "../../src/scenario/catalogue.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";

/** How wide the bounds of a takeover may be, milliseconds. */
const widestMs = 200;

/**
 * What attempts took on a machine of two cores, milliseconds: before and during an outage, and right after it, when all
 * clients come back at once.
 */
const calmMs = 17;
const busyMs = 93;

/** The attempts of a lane at which somebody answers but between two moments, milliseconds. */
function attempts(periodMs: number, seed: number, [deadAt, backAt]: readonly [number, number]): Sample[] {
  const next = startTimes({ periodMs, originMs: 0, seed });
  return Array.from({ length: Math.ceil(8_000 / periodMs) }, (_, number): Sample => {
    const started = next();
    const base = { lane: 0, number, scheduled: started, started, connection: number + 1 };
    const tookMs = started >= backAt ? busyMs : calmMs;
    if (started >= backAt || started + tookMs < deadAt)
      return { ...base, ended: started + tookMs, outcome: "ok", status: 200 };
    const ended = started < deadAt ? deadAt : started + tookMs;
    return { ...base, ended, outcome: "failed", error: "reset" };
  });
}

test.each(["lb-failover", "lb-freeze"])("%s tells a takeover to 200 ms on a machine that is busy", async (name) => {
  const { scenario } = await loadScenario(name, await known());
  const judged = scenario.lanes.find(
    ({ operation, via, connection }) => operation === "cached-read" && via === "api" && connection === "new",
  );
  const periodMs = 1_000 / (judged !== undefined && "hz" in judged ? Number(judged.hz) : 0);
  const widths = Array.from({ length: 300 }, (_, seed) => {
    const deadAt = 2_000 + ((seed * 37) % 100);
    const [outage] = findOutages(attempts(periodMs, seed + 1, [deadAt, deadAt + 3_500]));
    return (outage?.atMostMs ?? Number.POSITIVE_INFINITY) - (outage?.atLeastMs ?? 0);
  });
  expect(Math.max(...widths)).toBeLessThanOrEqual(widestMs);
});
