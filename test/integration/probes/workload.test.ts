import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIdentity } from "../../../src/calibration/scripted-server.ts";
import type { Lane } from "../../../src/model/lane.ts";
import { lameDuckMs } from "../../../src/model/workload.ts";
import { needsFitMachine } from "../../support/fit-machine/on-fit-machine.ts";
import { laneTo, probe } from "../../support/probed-lanes.ts";
import { type Replica, type ReplicaBehaviour, startReplica } from "../../support/workload-server.ts";

let replica: Replica;
let client: { ca: string; cert: string; key: string };
beforeAll(async () => {
  replica = await startReplica();
  const identity = await createIdentity();
  client = { ca: identity.authority.cert, ...identity.client };
});
afterAll(() => replica.close());

const lanes = (): Lane[] => [
  laneTo(replica.http, 0, { operation: "workload-http", deadlineMs: 400 }),
  laneTo(replica.http, 1, { operation: "workload-http", connection: "reused", deadlineMs: 400 }),
  laneTo(replica.dns, 2, { operation: "workload-dns", deadlineMs: 400 }),
];

const samplesOf = (behaviour: ReplicaBehaviour) => {
  replica.behave(behaviour);
  return probe({ client }, [], lanes(), async ({ further }) => void (await further(24)));
};

it(
  "every attempt says which replica answered; a reused lane keeps its connection, the others have one for each",
  needsFitMachine(async () => {
    const before = replica.connections();
    const samples = await samplesOf({ is: "ok" });
    const of = (lane: number) => samples.filter((sample) => sample.lane === lane);
    expect(samples.map(({ outcome, detail }) => `${outcome} ${detail}`)).toEqual(
      samples.map(() => `ok ${replica.name}`),
    );
    for (const lane of [0, 2]) expect(new Set(of(lane).map(({ connection }) => connection)).size).toBe(of(lane).length);
    expect(replica.connections() - before).toBeLessThan(of(0).length + 5);
    for (const sample of samples) expect(sample.ended).toBeGreaterThanOrEqual(sample.firstByte ?? Number.NaN);
  }),
);

it(
  "a reused lane lets go of a connection before a replica that ends would close it",
  needsFitMachine(async () => {
    const [, reused] = lanes();
    if (reused === undefined) throw new Error("no reused lane");
    replica.behave({ is: "ok" });
    const samples = await probe({ client }, [], [{ ...reused, index: 0 }], async ({ until }) => {
      await until((all) => new Set(all.map(({ connection }) => connection)).size >= 3);
    });
    expect(samples.every(({ outcome }) => outcome === "ok")).toBe(true);
    const first = new Map<number, number>();
    const ages = samples.map(({ connection, started }) => {
      if (!first.has(connection)) first.set(connection, started);
      return started - (first.get(connection) ?? 0);
    });
    // Its age counts from where it stood, some milliseconds after the start of its first attempt.
    expect(Math.max(...ages)).toBeLessThan(lameDuckMs / 2 + 100);
    expect(Math.max(...ages)).toBeGreaterThan(lameDuckMs / 4);
  }),
);

describe("what a workload lane says of each kind of failure", () => {
  it.each<[string, ReplicaBehaviour, string, string]>([
    ["an answer that never comes", { is: "hang" }, "hang", "hang"],
    ["bytes that are no message", { is: "garbage" }, "bad-answer", "bad-answer"],
    ["somebody else's answer", { is: "wrong" }, "bad-answer", "wrong-answer"],
    ["a server that fails", { is: "code", code: 2 }, "bad-answer", "servfail"],
    ["a name that is not there", { is: "code", code: 3 }, "bad-answer", "nxdomain"],
  ])(
    "%s",
    needsFitMachine(async (_attempt, _name, behaviour, http, dns) => {
      const samples = await samplesOf(behaviour);
      for (const { lane, outcome, error } of samples) {
        expect(`${outcome} ${error}`).toBe(`failed ${lane === 2 ? dns : http}`);
      }
    }),
  );

  it(
    "a status that is no success",
    needsFitMachine(async () => {
      const samples = await samplesOf({ is: "status", status: 503 });
      for (const { lane, error } of samples) expect(error).toBe(lane === 2 ? undefined : "http-503");
    }),
  );

  it("a port that nobody listens on, over TCP and over UDP", async () => {
    const gone = await startReplica();
    const nowhere = lanes().map((lane) => ({ ...lane, port: lane.index === 2 ? gone.dns.port : gone.http.port }));
    await gone.close();
    const samples = await probe({ client }, [], nowhere, async ({ further }) => void (await further(24)));
    for (const { outcome, error } of samples) expect(`${outcome} ${error}`).toBe("failed refused");
  });
});
