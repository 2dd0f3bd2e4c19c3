import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Behaviour } from "../../../src/calibration/behaviour.ts";
import { ScriptedServer } from "../../../src/calibration/scripted-server.ts";
import { createAuthority } from "../../../src/net/certificate.ts";
import { needsFitMachine } from "../../support/fit-machine/on-fit-machine.ts";
import { laneTo, probe } from "../../support/probed-lanes.ts";

const backends = ["kc-control-plane"];
let server: ScriptedServer;
beforeAll(async () => {
  server = await ScriptedServer.start(backends);
});
afterAll(() => server.close());

const lanes = () => [
  laneTo(server, 0, { deadlineMs: 1_000 }),
  laneTo(server, 1, { deadlineMs: 1_000, connection: "reused" }),
  laneTo(server, 2, { deadlineMs: 1_000, operation: "write" }),
];

describe("what a lane says of each kind of failure", () => {
  it.each<[string, Behaviour, string, string]>([
    ["a reset connection", { is: "reset" }, "reset", "failed"],
    ["a handshake that hangs", { is: "hang-tls" }, "connect-timeout", "failed"],
    ["an answer that never comes", { is: "hang" }, "hang", "unknown"],
    [
      "a 500",
      { is: "status", status: 500, message: "etcdserver: request timed out" },
      "http-500:etcdserver-timeout",
      "unknown",
    ],
    ["a 429", { is: "status", status: 429, message: "slow down" }, "http-429", "failed"],
    ["an answer cut short", { is: "cut" }, "body-cut", "unknown"],
    ["an answer that is none", { is: "garbage" }, "bad-answer", "unknown"],
  ])(
    "%s",
    needsFitMachine(async (_attempt, _name, behaviour, error, writeOutcome) => {
      server.behave(behaviour);
      const samples = await probe(server, backends, lanes(), async ({ further }) => {
        await further(15);
      });
      server.behave({ is: "ok" });
      expect(new Set(samples.map((sample) => sample.error))).toEqual(new Set([error]));
      expect(new Set(samples.map((sample) => sample.lane)).size).toBe(3);
      for (const sample of samples) expect(sample.outcome).toBe(sample.lane === 2 ? writeOutcome : "failed");
      // Who was met is known as soon as the connection stood.
      const met = samples.every((sample) => (sample.connected === undefined) === (sample.backend === undefined));
      expect(met).toBe(true);
    }),
  );

  it("a port that nobody listens on", async () => {
    server.refuse();
    const samples = await probe(server, backends, lanes(), async ({ further }) => {
      await further(15);
    });
    await server.listen();
    expect(new Set(samples.map((sample) => `${sample.outcome} ${sample.error}`))).toEqual(new Set(["failed refused"]));
  });

  it(
    "a server whose certificate another authority signed",
    needsFitMachine(async () => {
      const other = await createAuthority("other");
      const samples = await probe(
        server,
        backends,
        lanes(),
        async ({ further }) => void (await further(10)),
        other.cert,
      );
      expect(new Set(samples.map((sample) => `${sample.outcome} ${sample.error}`))).toEqual(new Set(["failed tls-ca"]));
    }),
  );

  it(
    "a slow answer is a success with its latency from the scheduled time",
    needsFitMachine(async () => {
      server.behave({ is: "slow", delayMs: 150 });
      const samples = await probe(server, backends, lanes(), async ({ further }) => void (await further(10)));
      server.behave({ is: "ok" });
      expect(new Set(samples.map((sample) => sample.outcome))).toEqual(new Set(["ok"]));
      for (const sample of samples) expect(sample.ended - sample.scheduled).toBeGreaterThan(149);
    }),
  );
});
