import { describe, expect, it } from "vitest";
import type { Sample } from "../../../src/model/sample.ts";
import { fromWatchRow, type WatchArrival } from "../../../src/model/watch.ts";
import { startProber } from "../../../src/probes/process/prober.ts";
import { needsFitMachine } from "../../support/fit-machine/on-fit-machine.ts";
import { laneTo } from "../../support/probed-lanes.ts";
import { silenceable } from "../../support/silenceable.ts";
import { WatchServer } from "../../support/watch-server.ts";
import { watchLane, watchLaneTo } from "../../support/watched-lane.ts";

const revisions = (arrivals: readonly WatchArrival[]) =>
  arrivals.filter(({ kind }) => kind === "event").map(({ revision }) => revision);
const reasons = (arrivals: readonly WatchArrival[]) =>
  arrivals.filter(({ kind }) => kind === "closed").map(({ reason }) => reason);
/** All revisions after the list that a fresh server answers with. */
const allUpTo = (last: number) => Array.from({ length: last - 100 }, (_, n) => 101 + n);

describe.each(["reused", "http2"] as const)("a watch lane over %s", (connection) => {
  it("lists, then watches, and says who answered", async () => {
    await using server = await WatchServer.start();
    const arrivals = await watchLane(server, { connection }, async ({ until, of }) => {
      for (let n = 0; n < 5; n++) server.write();
      server.bookmark();
      await until(() => of("bookmark").length === 1);
    });
    expect(arrivals.map(({ kind }) => kind)).toEqual([
      "listed",
      "opened",
      "event",
      "event",
      "event",
      "event",
      "event",
      "bookmark",
      "closed",
    ]);
    expect(arrivals[1]).toMatchObject({ revision: 100, backend: 0, connection: 1 });
    expect(revisions(arrivals)).toEqual(allUpTo(105));
    expect(reasons(arrivals)).toEqual(["stopped"]);
  });

  it("loses and doubles no line, however the stream is cut into pieces", async () => {
    await using server = await WatchServer.start();
    server.pieceBytes = 700;
    const arrivals = await watchLane(server, { connection }, async ({ until, of }) => {
      for (let n = 0; n < 200; n++) server.write();
      await until(() => of("event").length === 200);
    });
    expect(revisions(arrivals)).toEqual(allUpTo(300));
  });

  it(
    "resumes at the last revision after a reset, at once, and notes a line that broke off",
    needsFitMachine(async () => {
      await using server = await WatchServer.start();
      const arrivals = await watchLane(server, { connection }, async ({ until, of }) => {
        server.write();
        await until(() => of("event").length === 1);
        server.cutInLine();
        await until(() => of("opened").length === 2);
        server.write();
        await until(() => of("event").length === 2);
      });
      expect(revisions(arrivals)).toEqual(allUpTo(102));
      expect(server.asked.map(({ what, from }) => [what, from])).toEqual([
        ["list", undefined],
        ["watch", 100],
        ["watch", 101],
      ]);
      const cut = arrivals.find(({ kind }) => kind === "closed");
      expect(cut).toMatchObject({ reason: "reset", cutBytes: 32 });
      const resumed = arrivals.filter(({ kind }) => kind === "opened")[1];
      expect((resumed?.at ?? 0) - (cut?.at ?? 0)).toBeLessThan(90);
    }),
  );

  it("takes the end of the server's time limit for no loss", async () => {
    await using server = await WatchServer.start();
    const arrivals = await watchLane(server, { connection }, async ({ until, of }) => {
      server.end();
      await until(() => of("opened").length === 2);
    });
    expect(reasons(arrivals)).toEqual(["ended", "stopped"]);
    expect(arrivals.find(({ kind }) => kind === "closed")?.cutBytes).toBeUndefined();
  });

  it(
    "tries again with pauses while connections are refused, and gets what was written meanwhile",
    needsFitMachine(async () => {
      await using server = await WatchServer.start();
      const arrivals = await watchLane(server, { connection }, async ({ until, of }) => {
        server.refuse();
        await until(() => of("closed").length >= 4);
        server.write();
        await server.listen();
        await until(() => of("event").length === 1);
      });
      const tries = arrivals.filter(({ kind, reason }) => kind === "closed" && reason === "refused");
      const pauses = tries.slice(1).map(({ at }, n) => at - (tries[n]?.at ?? 0));
      expect(tries.length).toBeGreaterThanOrEqual(3);
      expect(Math.min(...pauses)).toBeGreaterThan(70);
      expect(Math.max(...pauses)).toBeLessThan(2_000);
      expect(revisions(arrivals)).toEqual([101]);
    }),
  );

  it.each(["refuse-410", "error-410"] as const)("lists anew where what it wants is gone (%s)", async (manner) => {
    await using server = await WatchServer.start();
    const arrivals = await watchLane(server, { connection }, async ({ until, of }) => {
      server.write();
      await until(() => of("event").length === 1);
      server.manner = manner;
      server.reset();
      await until(() => of("gone").length === 1);
      server.manner = "serve";
      server.revision = 200;
      await until(() => of("opened").at(-1)?.revision === 200);
      server.write();
      await until(() => revisions(of("event")).includes(201));
    });
    expect(revisions(arrivals)).toEqual([101, 201]);
    expect(arrivals.find(({ kind }) => kind === "gone")).toMatchObject({ revision: 101 });
    expect(arrivals.filter(({ kind }) => kind === "listed").map(({ revision }) => revision)).toEqual([100, 200]);
    expect(reasons(arrivals)).toContain("gone");
  });

  it(
    "gives up a stream on which an acknowledged write does not arrive, and only then",
    needsFitMachine(async () => {
      await using server = await WatchServer.start();
      const arrivals = await watchLane(server, { connection, idleMs: 600 }, async ({ runner, until, of }) => {
        // Silent, but nothing is due: the stream stays for twice its deadline.
        const silent = new Promise<string>((resolve) => setTimeout(resolve, 1_300, "silent"));
        const closed = until(() => of("closed").length > 0).then(() => "closed");
        expect(await Promise.race([silent, closed])).toBe("silent");
        server.freeze();
        runner.acknowledged(server.write());
        await until(() => of("closed").length > 0);
        await until(() => of("event").length === 1);
      });
      expect(reasons(arrivals)[0]).toBe("idle");
      expect(revisions(arrivals)).toEqual([101]);
    }),
  );

  it("gives up what never answers, and what answers nonsense or an error", async () => {
    await using server = await WatchServer.start();
    const arrivals = await watchLane(server, { connection, idleMs: 500 }, async ({ until, of }) => {
      for (const [manner, reason] of [
        ["hang", "hang"],
        ["garbage", "bad-answer"],
        ["refuse-500", "http-500"],
      ] as const) {
        server.manner = manner;
        server.reset();
        await until(() => reasons(of("closed")).includes(reason));
      }
      server.manner = "serve";
      server.write();
      await until(() => of("event").length === 1);
    });
    expect(revisions(arrivals)).toEqual([101]);
  });

  it("waits at its end for the events of what was acknowledged", async () => {
    await using server = await WatchServer.start();
    const arrivals = await watchLane(server, { connection }, async ({ runner }) => {
      server.freeze();
      runner.acknowledged(server.write());
      const stopped = runner.stop();
      server.reset();
      await stopped;
    });
    expect(revisions(arrivals)).toEqual([101]);
  });
});

it("over HTTP/2 a connection that fell silent is blind until its ping stays unanswered, as with client-go", async () => {
  await using server = await WatchServer.start();
  const way = await silenceable(server.port);
  const health = { readIdleMs: 400, pingMs: 300 } as const;
  const arrivals = await watchLane(
    server,
    { connection: "http2", port: way.port, idleMs: 60_000 },
    async ({ runner, until, of }) => {
      way.fallSilent();
      runner.acknowledged(server.write());
      await until(() => of("event").length === 1);
    },
    health,
  );
  way.close();
  const [opened, again] = arrivals.filter(({ kind }) => kind === "opened");
  expect(reasons(arrivals)[0]).toBe("ping");
  expect((again?.at ?? 0) - (opened?.at ?? 0)).toBeGreaterThan(600);
  expect(revisions(arrivals)).toEqual([101]);
});

it("the probing process watches beside its other lanes, and knows from them what is due", async () => {
  await using server = await WatchServer.start();
  const samples: Sample[] = [];
  const arrivals: WatchArrival[] = [];
  let onNews: () => void = () => {};
  const until = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      onNews = () => condition() && resolve();
      onNews();
    });
  const prober = await startProber({
    lanes: [0, 1].map((index) => laneTo(server, index, { operation: "write", connection: "reused" })),
    watches: [watchLaneTo(server, { index: 2, idleMs: 800 })],
    backends: ["kc-control-plane"],
    credentials: { api: server.client, etcd: server.client },
    namespace: "test",
    startedAtNs: process.hrtime.bigint(),
    onSamples: (batch) => {
      samples.push(...batch);
      onNews();
    },
    onWatched: (batches) => {
      for (const { lane, arrivals: rows } of batches) {
        expect(lane).toBe(2);
        arrivals.push(...rows.flatMap((row) => fromWatchRow(row) ?? []));
      }
      onNews();
    },
    onHealth: () => {},
    onError: (error) => {
      throw error;
    },
  });
  expect(await prober.pinnedBackends()).toEqual({ 0: 0, 1: 0, 2: 0 });
  await until(() => revisions(arrivals).length >= 20);
  server.freeze();
  await until(() => reasons(arrivals).includes("idle"));
  const before = revisions(arrivals).length;
  await until(() => revisions(arrivals).length >= before + 20);
  await prober.stop();
  const acknowledged = samples.flatMap(({ outcome, revision }) => (outcome === "ok" ? [revision ?? 0] : []));
  expect(acknowledged.length).toBeGreaterThan(40);
  // Every revision once, in order, none left out: those that were written when the stream was frozen, and those at the
  // end.
  expect(revisions(arrivals)).toEqual(allUpTo(100 + acknowledged.length));
  expect(reasons(arrivals).at(-1)).toBe("stopped");
});
