import type { WatchLane } from "../../src/model/lane.ts";
import { fromWatchRow, type WatchArrival, type WatchKind } from "../../src/model/watch.ts";
import { clientGoHealth } from "../../src/net/http2-session.ts";
import operation from "../../src/probes/operations/watch.ts";
import { WatchDialler } from "../../src/probes/watch/watch-connection.ts";
import { WatchRunner } from "../../src/probes/watch/watch-runner.ts";
import type { WatchServer } from "./watch-server.ts";

/** A watch lane against a server, with everything that it has told so far. */
export interface WatchedLane {
  readonly runner: WatchRunner;
  readonly arrivals: WatchArrival[];
  of(kind: WatchKind): WatchArrival[];
  /** Resolves as soon as what arrived so far satisfies a condition. */
  until(condition: (lane: WatchedLane) => boolean): Promise<void>;
}

/** A lane to a server's port, or another way to it. */
export function watchLaneTo(server: WatchServer, overrides: Partial<WatchLane> = {}): WatchLane {
  return {
    index: 0,
    id: "watch/api/reused",
    operation: "watch",
    via: "lb",
    connection: "reused",
    seed: 7,
    idleMs: 10_000,
    host: "127.0.0.1",
    port: server.port,
    ...overrides,
  };
}

/** Watches for as long as `during` takes, then stops and gives all that arrived. */
export async function watchLane(
  server: WatchServer,
  overrides: Partial<WatchLane>,
  during: (lane: WatchedLane) => Promise<void>,
  health = clientGoHealth,
): Promise<WatchArrival[]> {
  const lane = watchLaneTo(server, overrides);
  const arrivals: WatchArrival[] = [];
  let onArrival: () => void = () => {};
  let number = 0;
  const target = { host: lane.host, port: lane.port, context: server.context, serverName: "localhost" };
  const runner = new WatchRunner(
    {
      lane,
      operation,
      namespace: "test",
      dialler: new WatchDialler(target, lane.connection, () => ++number, health),
      backendOf: (names) => (names.includes("kc-control-plane") ? 0 : undefined),
      now: () => performance.now(),
    },
    (row) => {
      const arrival = fromWatchRow(row);
      if (arrival === undefined) throw new Error(`not a row: ${JSON.stringify(row)}`);
      arrivals.push(arrival);
      onArrival();
    },
  );
  const watched: WatchedLane = {
    runner,
    arrivals,
    of: (kind) => arrivals.filter((arrival) => arrival.kind === kind),
    until: (condition) =>
      new Promise((resolve) => {
        onArrival = () => condition(watched) && resolve();
        onArrival();
      }),
  };
  try {
    await watched.until((lane) => lane.of("opened").length + lane.of("closed").length > 0);
    await during(watched);
  } finally {
    await runner.stop();
  }
  return arrivals;
}
