import { describe, expect, it } from "vitest";
import noisyClient, { noisyClient as flood } from "../../../src/faults/noisy-client.ts";
import { flowMetrics } from "../../support/flow-metrics.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const params = noisyClient.params.parse(flood({ role: "all-control-planes" }).params);
const captured = { before: "7", full: "3" };

interface Told {
  readonly running?: boolean;
  readonly dispatched?: number;
  readonly rejected?: number;
  readonly answers?: string;
  readonly left?: string;
  readonly remains?: string;
  /** How many seconds ago it was answered; less than 0 where it was not. */
  readonly silent?: number;
}

const told = ({ running = true, left = "", remains = "", answers = "", silent = 1, ...counts }: Told) =>
  recordingRuntime({
    metrics: {
      stdout: [running ? "running" : "", answers, silent < 0 ? "" : `silent ${silent}`, flowMetrics(counts)].join("\n"),
    },
    "get flowschemas": { stdout: remains },
    "pgrep -f": { stdout: left },
  });

describe("noisy-client", () => {
  it("asks so much at once that it comes to so much a second, and is taken away with what it wrote", () => {
    const [noise] = noisyClient.inject(at, { ...params, atOnce: 60, perSecond: 20, level: "own" }, captured);
    expect(noise?.do === "exec" ? noise.argv.slice(4, 7) : []).toEqual(["own", "60", "3000"]);
    const [end] = noisyClient.undo(at, params, captured);
    expect(end?.do === "exec" ? end.argv[2] : "").toMatch(/pkill -9 -f[\s\S]*k delete flowschemas/);
  });

  it.each([{ atOnce: 1 }, { atOnce: 201 }, { perSecond: 0 }, { perSecond: 501 }, { level: "exempt" }])(
    "is bounded: %j is refused",
    (wrong) => expect(noisyClient.params.safeParse(wrong).success).toBe(false),
  );

  it("has time to take away all that it wrote", () => expect(noisyClient.healsMs).toBe(60_000));

  it("is taken back by what an undo log of before has, which knew of no level that is full", () => {
    expect(noisyClient.captured.parse({ before: "7" })).toEqual({ before: "7", full: "0" });
    expect(noisyClient.params.safeParse({ atOnce: 200, perSecond: 1 }).success).toBe(true);
  });

  it("remembers what its flow came to before", async () => {
    expect(await noisyClient.capture(told({ dispatched: 5, rejected: 2 }), at, params)).toEqual({
      ...captured,
      full: "2",
    });
    expect(await noisyClient.capture(told({ dispatched: 9 }), at, params)).toEqual({ before: "9", full: "2" });
  });

  it.each([
    ["one is there already", { left: "4711\n" }, /is at kc-x-control-plane2 already/],
    ["something is left of one", { remains: "namespace/kind-chaos-noise-x\n" }, /is at kc-x-control-plane2 already/],
  ])("begins nothing where %s", async (_, world, words) => {
    await expect(noisyClient.capture(told(world), at, params)).rejects.toThrow(words);
  });

  it("begins nothing where no flows are told apart", async () => {
    const runtime = recordingRuntime({ metrics: { stdout: "" } });
    await expect(noisyClient.capture(runtime, at, params)).rejects.toThrow(/has no priority and fairness/);
  });

  it.each([
    ["runs, and its requests are counted", { dispatched: 47, answers: "20 written" }, true],
    ["is refused all that it asks", { rejected: 47, answers: "47 refused" }, true],
    ["has not asked so much since", { dispatched: 46, answers: "20 written" }, false],
    ["is answered nothing that it asked for", { dispatched: 90 }, false],
    ["does not run", { running: false, dispatched: 90, answers: "20 written" }, false],
    ["was answered as long ago as it waits", { dispatched: 90, answers: "20 written", silent: 13 }, true],
    ["was answered longer ago", { dispatched: 90, answers: "20 written", silent: 14 }, false],
    ["was not answered the last time", { dispatched: 90, answers: "20 written", silent: -1 }, false],
  ])("is active where the client %s", async (_, world, proven) => {
    expect((await noisyClient.active(told(world), at, params, captured)).proven).toBe(proven);
  });

  it.each([
    ["some wait", { dispatched: 90, answers: "20 written" }, "80", true],
    ["some are refused", { rejected: 90, answers: "90 refused" }, "80", true],
    ["some waited before it was begun, and none since", { dispatched: 90, answers: "20 written" }, "83", false],
  ])("that must fill its level is active where %s", async (_, world, full, proven) => {
    const evidence = await noisyClient.active(told(world), at, { ...params, fills: true }, { before: "7", full });
    expect([evidence.proven, /its level is not full$/.test(evidence.detail)]).toEqual([proven, !proven]);
  });

  it("says what became of its requests", async () => {
    const world = told({ dispatched: 87, rejected: 3, answers: "40 written\n3 refused" });
    expect((await noisyClient.active(world, at, params, captured)).detail).toBe(
      "the client runs: 83 requests of its flow since; of all, 80 waited for a place, 3 were refused, 40 wrote something",
    );
  });

  it.each([
    ["nothing is left of it", {}, true],
    ["it runs still", { left: "4711\n" }, false],
    ["what it wrote is there still", { remains: "namespace/kind-chaos-noise-x\n" }, false],
  ])("is healed where %s: %#", async (_, world, proven) => {
    expect((await noisyClient.healed(told(world), at, params, captured)).proven).toBe(proven);
  });
});
