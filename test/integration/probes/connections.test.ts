import { expect, it } from "vitest";
import { ScriptedServer } from "../../../src/calibration/scripted-server.ts";
import { laneTo, probe } from "../../support/probed-lanes.ts";

const backends = ["kc-control-plane", "kc-control-plane2", "kc-control-plane3"];

it("a reused lane opens exactly one connection while answers are quick, a new one one for every attempt", async () => {
  await using server = await ScriptedServer.start(backends);
  const lanes = [laneTo(server, 0, { connection: "reused", periodMs: 200 }), laneTo(server, 1, { periodMs: 200 })];
  const samples = await probe(server, backends, lanes, async ({ further }) => void (await further(30)));
  const connections = (lane: number) =>
    new Set(samples.filter((one) => one.lane === lane).map((one) => one.connection));
  expect(connections(0).size).toBe(1);
  expect(connections(1).size).toBe(samples.filter((one) => one.lane === 1).length);
  expect(samples.every((sample) => sample.outcome === "ok")).toBe(true);
  expect(server.accepted).toBe(1 + connections(1).size);
});

it("a busy reused lane opens further connections and returns to its oldest", async () => {
  await using server = await ScriptedServer.start(["kc-control-plane"]);
  const lanes = [laneTo(server, 0, { connection: "reused" })];
  const samples = await probe(server, backends, lanes, async ({ further }) => {
    await further(5);
    server.behave({ is: "slow", delayMs: 130 });
    await further(20);
    server.behave({ is: "ok" });
    await further(10);
  });
  expect(samples.every((sample) => sample.outcome === "ok")).toBe(true);
  expect(new Set(samples.map((sample) => sample.connection)).size).toBeGreaterThan(1);
  const oldest = Math.min(...samples.map((sample) => sample.connection));
  expect(new Set(samples.slice(-5).map((sample) => sample.connection))).toEqual(new Set([oldest]));
});

it("a reused lane goes on with a new connection, without a failure, when an idle one was closed", async () => {
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
});

it("reused lanes move away from a backend, and say where they are", async () => {
  await using server = await ScriptedServer.start(backends);
  const lanes = [0, 1, 2].map((index) => laneTo(server, index, { connection: "reused" }));
  await probe(server, backends, lanes, async ({ prober, further }) => {
    await further(10);
    const before = await prober.pinnedBackends();
    const from = before[1];
    if (from === undefined) throw new Error("lane 1 is nowhere");
    const after = await prober.moveReused([0, 1, 2], from);
    expect(Object.values(after)).not.toContain(from);
    expect(Object.values(after)).not.toContain(undefined);
    const samples = (await further(30)).slice(15);
    for (const sample of samples) expect(sample.backend).toBe(after[sample.lane]);
    expect(samples.every((sample) => sample.outcome === "ok")).toBe(true);
  });
});

it("a move that finds nobody else says so", async () => {
  await using server = await ScriptedServer.start(["kc-control-plane"]);
  await probe(server, backends, [laneTo(server, 0, { connection: "reused" })], async ({ prober, further }) => {
    await further(3);
    await expect(prober.moveReused([0], 0)).rejects.toThrow("no other backend answered");
  });
});
