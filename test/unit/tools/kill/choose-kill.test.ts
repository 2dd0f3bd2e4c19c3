import { expect, it } from "vitest";
import { type Choices, chooseKill, type Kill } from "../../../../tools/kill/choose-kill.ts";

const faults = Array.from({ length: 18 }, (_, index) => [`fault-${index}`, 1 + (index % 4)] as const);
const choices: Choices = { faults, engine: true };
const kills = Array.from({ length: 180 }, (_, index) => chooseKill(7, index + 1, choices));
const count = (by: (kill: Kill) => string) =>
  Object.fromEntries([...Map.groupBy(kills, by)].map(([k, v]) => [k, v.length]));

it("chooses the same for the same seed and number, whatever was chosen before", () => {
  expect(chooseKill(7, 42, choices)).toEqual(kills[41]);
  expect(kills.map(({ number }) => number)).toEqual(kills.map((_, index) => index + 1));
  expect(Array.from({ length: 20 }, (_, index) => chooseKill(8, index + 1, choices))).not.toEqual(kills.slice(0, 20));
});

it("comes to every fault once in as many kills, and to each of its ways", () => {
  expect(count(({ fault }) => fault)).toEqual(Object.fromEntries(faults.map(([name]) => [name, 10])));
  for (const [name, ways] of faults) {
    const own = kills.filter(({ fault }) => fault === name).map(({ way }) => way);
    expect(Math.min(...own)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...own)).toBeLessThan(ways);
  }
  expect(new Set(kills.map(({ fault, way }) => `${fault} ${way}`)).size).toBeGreaterThan(36);
});

it("kills each victim in its share of twenty, and the harness where the engine cannot be restarted", () => {
  const shares = { harness: 72, "harness+watchdog": 45, prober: 36, watchdog: 18, engine: 9 };
  expect(count(({ victim }) => victim)).toEqual(shares);
  const without = kills.map(({ number }) => chooseKill(7, number, { ...choices, engine: false }));
  expect(without.filter(({ victim }) => victim === "engine")).toEqual([]);
  expect(without.filter(({ victim }) => victim === "harness")).toHaveLength(81);
});

it("strikes all over the life of a fault, and at the edges of a run; no probing process before there is one", () => {
  const within = kills.filter(({ moment }) => moment.from === "striking").map(({ moment }) => moment.delayMs);
  for (const tenth of Array.from({ length: 10 }, (_, index) => index * 4_000))
    expect(within.some((delayMs) => delayMs >= tenth && delayMs <= tenth + 4_000)).toBe(true);
  expect(new Set(kills.map(({ moment }) => moment.from))).toEqual(
    new Set(["namespace", "striking", "last steady state"]),
  );
  expect(kills.filter(({ victim, moment }) => victim === "prober" && moment.from === "namespace")).toEqual([]);
});
