import { expect, it } from "vitest";
import { ScriptedServer } from "../../../src/calibration/scripted-server.ts";
import type { Sample } from "../../../src/model/sample.ts";
import { needsFitMachine } from "../../support/fit-machine/on-fit-machine.ts";
import { laneTo, probe } from "../../support/probed-lanes.ts";

const backends = ["kc-control-plane", "kc-control-plane2", "kc-control-plane3"];

/**
 * A sample that started while another of its lane was still under way: a busy machine answers late even when nothing is
 * wrong.
 */
function overlapped(sample: Sample, all: readonly Sample[]): boolean {
  return all.some((other) => other !== sample && other.started < sample.started && other.ended >= sample.started);
}

it(
  "a reused lane opens exactly one connection while answers are quick, a new one one for every attempt",
  needsFitMachine(async () => {
    await using server = await ScriptedServer.start(backends);
    const lanes = [laneTo(server, 0, { connection: "reused", periodMs: 200 }), laneTo(server, 1, { periodMs: 200 })];
    const samples = await probe(server, backends, lanes, async ({ further }) => void (await further(30)));
    const [reused = [], fresh = []] = [0, 1].map((lane) => samples.filter((sample) => sample.lane === lane));
    const quick = reused.filter((sample) => !overlapped(sample, reused));
    expect(quick.length).toBeGreaterThan(8);
    expect(new Set(quick.map((sample) => sample.connection)).size).toBe(1);
    expect(new Set(fresh.map((sample) => sample.connection)).size).toBe(fresh.length);
    expect(samples.every((sample) => sample.outcome === "ok")).toBe(true);
  }),
);

it(
  "a busy reused lane opens further connections and returns to its oldest",
  needsFitMachine(async () => {
    await using server = await ScriptedServer.start(["kc-control-plane"]);
    const lanes = [laneTo(server, 0, { connection: "reused" })];
    const samples = await probe(server, backends, lanes, async ({ further, until }) => {
      await further(5);
      server.behave({ is: "slow", delayMs: 130 });
      await further(20);
      server.behave({ is: "ok" });
      const oldest = (all: readonly Sample[]) => Math.min(...all.map((sample) => sample.connection));
      await until((all) => all.length > 30 && all.slice(-5).every((sample) => sample.connection === oldest(all)));
    });
    expect(samples.every((sample) => sample.outcome === "ok")).toBe(true);
    expect(new Set(samples.map((sample) => sample.connection)).size).toBeGreaterThan(1);
  }),
);

it(
  "a reused lane goes on with a new connection, without a failure, when an idle one was closed",
  needsFitMachine(async () => {
    await using server = await ScriptedServer.start(["kc-control-plane"]);
    const samples = await probe(
      server,
      backends,
      [laneTo(server, 0, { connection: "reused", periodMs: 200 })],
      async (lane) => {
        await lane.further(3);
        server.closeConnections();
        await lane.further(4);
      },
    );
    expect(samples.map((sample) => sample.outcome)).not.toContain("failed");
    expect(new Set(samples.map((sample) => sample.connection)).size).toBe(2);
  }),
);

it(
  "reused lanes move away from a backend, and say where they are",
  needsFitMachine(async () => {
    await using server = await ScriptedServer.start(backends);
    const lanes = [0, 1, 2].map((index) => laneTo(server, index, { connection: "reused" }));
    await probe(server, backends, lanes, async ({ prober, further }) => {
      await further(10);
      const before = await prober.pinnedBackends();
      const from = before[1];
      if (from === undefined) throw new Error("lane 1 is nowhere");
      const after = await prober.moveReused([0, 1, 2], [from]);
      expect(Object.values(after)).not.toContain(from);
      expect(Object.values(after)).not.toContain(undefined);
      const samples = (await further(30)).slice(15);
      for (const sample of samples) expect(sample.backend).toBe(after[sample.lane]);
      expect(samples.every((sample) => sample.outcome === "ok")).toBe(true);
    });
  }),
);

it("a move that finds nobody else says so", async () => {
  await using server = await ScriptedServer.start(["kc-control-plane"]);
  await probe(server, backends, [laneTo(server, 0, { connection: "reused" })], async ({ prober, further }) => {
    await further(3);
    await expect(prober.moveReused([0], [0])).rejects.toThrow("no other backend answered");
  });
});

it.each(["new", "reused", "http2"] as const)(
  "two requests of one attempt share its connection (%s)",
  needsFitMachine(async (_, connection) => {
    await using server = await ScriptedServer.start(["kc-control-plane"]);
    const lanes = [laneTo(server, 0, { operation: "create-and-delete", connection, periodMs: 200 })];
    const samples = await probe(server, backends, lanes, async ({ further }) => void (await further(8)));
    expect(samples.every((sample) => sample.outcome === "ok" && sample.status === 200)).toBe(true);
    const connections = new Set(samples.map((sample) => sample.connection)).size;
    if (connection === "new") expect(connections).toBe(samples.length);
    if (connection === "http2") expect(connections).toBe(1);
  }),
);
