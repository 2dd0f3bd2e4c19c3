import { expect, test } from "vitest";
import { findOutages } from "../../src/analysis/outages/outages.ts";
import { isAttemptSpec } from "../../src/model/lane.ts";
import type { Sample } from "../../src/model/sample.ts";
import { startTimes } from "../../src/probes/lanes/schedule.ts";
import { known } from "../../src/scenario/catalogue.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";

/**
 * What requests took on a machine of two cores, milliseconds: before and during an outage, and right after it, when all
 * clients come back at once.
 */
const request = { calmMs: 17, failedMs: 1_001, backMs: 93 };

/** A lane as it is judged: what an attempt takes before the outage, and in it and after it; milliseconds. */
interface Pace {
  readonly periodMs: number;
  readonly calmMs: number;
  readonly failedMs: number;
  readonly backMs: number;
}

/** The attempts of a lane at which somebody answers but between two moments, milliseconds. */
function attempts(
  { periodMs, calmMs, failedMs, backMs }: Pace,
  seed: number,
  [deadAt, backAt]: readonly [number, number],
): Sample[] {
  const next = startTimes({ periodMs, originMs: 0, seed });
  return Array.from({ length: Math.ceil(8_000 / periodMs) }, (_, number): Sample => {
    const started = next();
    const base = { lane: 0, number, scheduled: started, started, connection: number + 1 };
    const tookMs = started >= backAt ? backMs : calmMs;
    if (started >= backAt || started + tookMs < deadAt)
      return { ...base, ended: started + tookMs, outcome: "ok", status: 200 };
    const ended = started < deadAt ? deadAt : started + failedMs;
    return { ...base, ended, outcome: "failed", error: "reset" };
  });
}

/** A handshake with a kernel on a network of one machine, milliseconds, calm and where its CPUs are wanted by others. */
const handshake = { calmMs: 1, backMs: 20 };

/** A kernel that goes on answers handshakes: of one that is frozen only requests tell, which take longer. */
const widest = [
  ["lb-failover", 200],
  ["lb-handover", 200],
  ["lb-haproxy-stop", 200],
  ["lb-freeze", 220],
] as const;

test.each(widest)("%s tells a takeover to %i ms on a machine that is busy", async (name, widestMs) => {
  const { scenario } = await loadScenario(name, await known());
  const first = scenario.guarantees.find(({ primary, guarantee }) => primary === true && guarantee === "max-outage");
  const [operation] = String(first?.params.lanes).split("/");
  const judged = scenario.lanes.filter(isAttemptSpec).find((lane) => lane.operation === operation);
  const { hz = 0, deadlineMs = 0 } = judged?.connection === "new" ? judged : {};
  // Where nobody is at the address a handshake is given up, and a request to the relay is reset.
  const taking = operation === "address-connect" ? { ...handshake, failedMs: deadlineMs } : request;
  const pace = { periodMs: 1_000 / hz, ...taking };
  const widths = Array.from({ length: 300 }, (_, seed) => {
    const deadAt = 2_000 + ((seed * 37) % 100);
    const [outage] = findOutages(attempts(pace, seed + 1, [deadAt, deadAt + 3_500]));
    return (outage?.atMostMs ?? Number.POSITIVE_INFINITY) - (outage?.atLeastMs ?? 0);
  });
  expect(Math.max(...widths)).toBeLessThanOrEqual(widestMs);
});
