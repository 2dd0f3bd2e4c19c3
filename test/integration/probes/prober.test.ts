import { expect, it } from "vitest";
import { ScriptedServer } from "../../../src/calibration/scripted-server.ts";
import { needsFitMachine } from "../../support/fit-machine/on-fit-machine.ts";
import { laneTo, probe } from "../../support/probed-lanes.ts";

const backends = ["kc-control-plane"];

it(
  "stopping waits for the attempts under way and leaves none out",
  needsFitMachine(async () => {
    await using server = await ScriptedServer.start(backends);
    const lanes = [laneTo(server, 0, { operation: "write", deadlineMs: 600 })];
    server.behave({ is: "hang" });
    let atStop = 0;
    const samples = await probe(server, backends, lanes, async ({ until, samples: soFar }) => {
      await until((all) => all.length >= 3);
      atStop = soFar.length;
    });
    expect(samples.length).toBeGreaterThan(atStop + 8);
    const tokens = samples.map((sample) => Number(sample.detail?.split("-").at(-1))).toSorted((a, b) => a - b);
    expect(tokens).toEqual(tokens.map((_, n) => n));
  }),
);

it(
  "attempts go on at their times while earlier ones hang: no lane waits for an answer",
  needsFitMachine(async () => {
    await using server = await ScriptedServer.start(backends);
    server.behave({ is: "hang" });
    const samples = await probe(server, backends, [laneTo(server, 0)], async ({ further }) => void (await further(20)));
    const starts = samples.map((sample) => sample.started).toSorted((a, b) => a - b);
    const gaps = starts.slice(1).map((start, n) => start - (starts[n] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(300);
    expect(samples.every((sample) => sample.error === "hang")).toBe(true);
  }),
);

it(
  "the prober tells once a second how it fares, and its self-probe answers",
  needsFitMachine(async () => {
    await using server = await ScriptedServer.start(backends);
    await probe(server, backends, [laneTo(server, 0)], async ({ until, figures }) => {
      await until(() => figures.length >= 2);
      const figure = figures.at(-1);
      expect(figure).toMatchObject({ dropped: 0, selfProbeFailures: 0 });
      expect(figure?.cpuShare).toBeGreaterThan(0);
      expect(figure?.cpuShare).toBeLessThan(1);
      expect(figure?.memoryMb).toBeGreaterThan(20);
    });
  }),
);
