import { createSecureContext } from "node:tls";
import { expect, it } from "vitest";
import { ScriptedServer } from "../../../src/calibration/scripted-server.ts";
import { Http2Connection } from "../../../src/probes/connections/http2-connection.ts";
import { needsFitMachine } from "../../support/fit-machine/on-fit-machine.ts";
import { laneTo, probe } from "../../support/probed-lanes.ts";
import { silenceable } from "../../support/silenceable.ts";

const backends = ["kc-control-plane", "kc-control-plane2", "kc-control-plane3"];

it(
  "all attempts of a lane share one HTTP/2 connection, and a hanging one is given up alone",
  needsFitMachine(async () => {
    await using server = await ScriptedServer.start(backends);
    const lanes = [laneTo(server, 0, { connection: "http2", operation: "write" })];
    const samples = await probe(server, backends, lanes, async ({ further }) => {
      await further(15);
      server.behave({ is: "hang" });
      await further(25);
      server.behave({ is: "ok" });
      await further(40);
    });
    expect(new Set(samples.map((sample) => sample.connection)).size).toBe(1);
    expect(server.accepted).toBe(1);
    const outcomes = new Set(samples.map((sample) => `${sample.outcome} ${sample.error ?? ""}`));
    expect(outcomes).toEqual(new Set(["ok ", "unknown hang"]));
    expect(samples.every((sample) => sample.backend === samples[0]?.backend)).toBe(true);
  }),
);

it(
  "errors have the same classes as over HTTP/1.1",
  needsFitMachine(async () => {
    await using server = await ScriptedServer.start(["kc-control-plane"]);
    const lanes = [laneTo(server, 0, { connection: "http2", deadlineMs: 1_000 })];
    const classes = async (act: () => void | Promise<void>) => {
      await act();
      const samples = await probe(server, backends, lanes, async ({ further }) => void (await further(10)));
      return [...new Set(samples.map((sample) => sample.error ?? sample.outcome))];
    };
    expect(await classes(() => {})).toEqual(["ok"]);
    expect(
      await classes(() => server.behave({ is: "status", status: 500, message: "etcdserver: leader changed" })),
    ).toEqual(["http-500:leader-changed"]);
    expect(await classes(() => server.behave({ is: "cut" }))).toEqual(["body-cut"]);
    expect(await classes(() => server.behave({ is: "reset" }))).toEqual(["reset"]);
    expect(await classes(() => server.behave({ is: "hang-tls" }))).toEqual(["connect-timeout"]);
    expect(await classes(() => server.refuse())).toEqual(["refused"]);
  }),
);

it(
  "a lane moves its HTTP/2 connection to another backend",
  needsFitMachine(async () => {
    await using server = await ScriptedServer.start(backends);
    await probe(server, backends, [laneTo(server, 0, { connection: "http2" })], async ({ prober, further }) => {
      await further(5);
      const from = (await prober.pinnedBackends())[0];
      if (from === undefined) throw new Error("the lane is nowhere");
      const after = await prober.moveReused([0], [from]);
      expect([undefined, from]).not.toContain(after[0]);
      expect((await further(10)).slice(3).every((sample) => sample.outcome === "ok")).toBe(true);
    });
  }),
);

it(
  "a silent connection is closed when a ping stays unanswered, and only then",
  needsFitMachine(async () => {
    await using server = await ScriptedServer.start(["kc-control-plane"]);
    const way = await silenceable(server.port);
    const context = createSecureContext(server.client);
    let number = 0;
    const target = { host: "127.0.0.1", port: way.port, context, serverName: "localhost" };
    const source = new Http2Connection(target, () => ++number, { readIdleMs: 200, pingMs: 1_000 });
    await source.warm();
    const first = source.current();
    const closed = new Promise<string>((resolve) => first?.socket.once("close", () => resolve("closed")));
    // Pings are answered: the idle connection outlives several of them.
    const outlived = new Promise<string>((resolve) => setTimeout(resolve, 2_000, "outlived"));
    expect(await Promise.race([closed, outlived])).toBe("outlived");
    way.fallSilent();
    expect(await closed).toBe("closed");
    expect(source.current()).toBeUndefined();
    way.close();
  }),
);
