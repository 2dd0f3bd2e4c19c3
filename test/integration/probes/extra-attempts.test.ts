import { expect, it } from "vitest";
import type { Behaviour } from "../../../src/calibration/behaviour.ts";
import { ScriptedServer } from "../../../src/calibration/scripted-server.ts";
import { isExtra, type Sample } from "../../../src/model/sample.ts";
import { needsFitMachine } from "../../support/fit-machine/on-fit-machine.ts";
import { laneTo, probe } from "../../support/probed-lanes.ts";

const backends = ["kc-control-plane"];
const periodMs = 200;

/**
 * The attempts of one lane against a server that is out for a second in some way, after a calm second and before
 * another.
 */
async function attempts(behaviour: Behaviour | "refuse", overrides: Parameters<typeof laneTo>[2] = {}) {
  await using server = await ScriptedServer.start(backends);
  const lane = laneTo(server, 0, { periodMs, ...overrides });
  return await probe(server, backends, [lane], async ({ further, until }) => {
    const answered = (all: readonly Sample[]) => all.at(-1)?.outcome === "ok";
    await further(5);
    if (behaviour === "refuse") server.refuse();
    else server.behave(behaviour);
    await until((all) => all.filter((sample) => !isExtra(sample) && sample.outcome !== "ok").length >= 6);
    if (behaviour === "refuse") await server.listen();
    else server.behave({ is: "ok" });
    await until(answered);
    await further(5);
  });
}

const extra = (samples: readonly Sample[]) => samples.filter(isExtra);

it(
  "a lane that is refused is probed closer until it answers again, and its schedule stays as it is",
  needsFitMachine(async () => {
    const samples = await attempts("refuse");
    expect(extra(samples).length).toBeGreaterThan(5);
    // One period holds one attempt of the schedule, extra ones or not.
    const periods = samples.filter((sample) => !isExtra(sample)).map((sample) => sample.scheduled);
    const apart = periods.toSorted((a, b) => a - b).map((time, index, all) => time - (all[index - 1] ?? time));
    expect(Math.max(...apart)).toBeLessThan(2 * periodMs);
    const successes = extra(samples).filter((sample) => sample.outcome === "ok");
    expect(successes.length).toBeLessThanOrEqual(1);
  }),
);

it(
  "on reused connections it is the same",
  needsFitMachine(async () => {
    expect(extra(await attempts("refuse", { connection: "reused" })).length).toBeGreaterThan(5);
  }),
);

it("a lane whose attempts hang gets no extra ones: there are never more open than the schedule makes", async () => {
  expect(extra(await attempts({ is: "hang" }))).toEqual([]);
});

it("writes get no extra ones: each needs a token of its own", async () => {
  expect(extra(await attempts("refuse", { operation: "write" }))).toEqual([]);
});
