import type { WatchLane } from "../../model/lane.ts";
import { nameBehind } from "../../net/server-name.ts";
import type { PathContext } from "../lanes/lane-path.ts";
import { loadWatchOperation, type WatchOperation } from "../operation.ts";
import type { WatchBatch } from "../process/messages.ts";
import { WatchDialler } from "./watch-connection.ts";
import type { WatchPath } from "./watch-path.ts";
import { WatchRows } from "./watch-rows.ts";
import { WatchRunner } from "./watch-runner.ts";

/** How long the first streams may keep the attempts of other lanes waiting, milliseconds. */
const beginMs = 3_000;

/** Opens the streams of these lanes; resolves when all stand, or could not be opened, or have taken too long. */
export async function openWatches(lanes: readonly WatchLane[], context: PathContext): Promise<Watches> {
  const operations = await Promise.all(lanes.map((lane) => loadWatchOperation(lane.operation)));
  const { backendOf, now, nextNumber, setup } = context;
  const paths = lanes.map((lane, index): WatchPath => {
    const operation = operations[index] as WatchOperation;
    const serverName = nameBehind(lane.host);
    const target = { host: lane.host, port: lane.port, context: context.contexts[operation.destination], serverName };
    const dialler = new WatchDialler(target, lane.connection, nextNumber);
    return { lane, operation, namespace: lane.namespace ?? setup.namespace, dialler, backendOf, now };
  });
  const watches = new Watches(paths);
  await watches.begun();
  return watches;
}

/** All lanes of a process that listen, with what arrived on them since it was last told. */
export class Watches {
  readonly byLane: ReadonlyMap<number, WatchRunner>;
  readonly #rows = new WatchRows();

  constructor(paths: readonly WatchPath[]) {
    const runner = (path: WatchPath) => new WatchRunner(path, (row) => this.#rows.add(path.lane.index, row));
    this.byLane = new Map(paths.map((path) => [path.lane.index, runner(path)]));
  }

  /** Resolves when all have a stream, or could not have one, or have taken too long. */
  async begun(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, beginMs);
    });
    await Promise.race([Promise.all([...this.byLane.values()].map(({ begun }) => begun)), late]);
    clearTimeout(timer);
  }

  /** A write with this revision was acknowledged. */
  acknowledged(revision: number): void {
    for (const runner of this.byLane.values())
      if (runner.path.operation.observer === undefined) runner.acknowledged(revision);
  }

  /** What arrived since the last call, by lane. */
  take(): WatchBatch[] {
    return this.#rows.take();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.byLane.values()].map((runner) => runner.stop()));
  }
}
