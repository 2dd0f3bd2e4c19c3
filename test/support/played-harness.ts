import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { undoLogOf } from "../../src/cluster/cluster-folder.ts";
import { until } from "../../src/host/clock.ts";
import { Engine } from "../../src/host/engine.ts";
import { processStart } from "../../src/host/process-start.ts";
import { openUndoLog } from "../../src/journal/undo-log.ts";
import type { Action } from "../../src/model/action.ts";
import type { Node } from "../../src/model/cluster.ts";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { type PlainCluster, plainCluster } from "./plain-cluster.ts";
import type { Part } from "./watched-harness.ts";

const engine = new Engine();
const script = join(projectFolder, "test/support/watched-harness.ts");

/** A harness that broke something, with the cluster that it broke it on. */
export interface Played extends AsyncDisposable {
  readonly harness: ChildProcess;
  /** Resolves when it is gone, and nobody holds its output open. */
  readonly ended: Promise<unknown>;
  readonly plain: PlainCluster;
  /** Its only worker, which is what is broken. */
  readonly worker: Node;
  readonly folder: string;
  /** All that it has said so far. */
  said(): string;
  /** Resolves when it has said that. */
  says(what: RegExp): Promise<unknown>;
  /** The processes that watch it, or have. */
  watchdogs(): number[];
}

/** Starts a harness on a cluster of its own; its folder is made below `root`. Both are gone when it is disposed of. */
export async function playHarness(
  root: string,
  wanted: Partial<Part> = {},
  actionsOn?: (worker: Node) => readonly Action[],
): Promise<Played> {
  const plain = await plainCluster(engine);
  const { cluster } = plain;
  const folder = join(root, cluster.name);
  mkdirSync(folder);
  const worker = cluster.nodes.find(({ role }) => role === "worker") as Node;
  const usual: Part = { cluster, folder, silenceMs: 10_000, fault: "node-pause", params: {} };
  const part: Part = { ...usual, ...wanted, ...(actionsOn === undefined ? {} : { actions: actionsOn(worker) }) };
  const harness = spawn(process.execPath, [script, JSON.stringify(part)], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  harness.stdout?.setEncoding("utf8").on("data", (piece: string) => {
    text += piece;
  });
  const ended = once(harness, "close");
  const watchdogs = () => [...text.matchAll(/watchdog: process (\d+) watches/g)].map(([, pid]) => Number(pid));
  return {
    harness,
    ended,
    plain,
    worker,
    folder,
    said: () => text,
    says: (what) => holds(String(what), async () => what.test(text)),
    watchdogs,
    [Symbol.asyncDispose]: async () => {
      harness.kill("SIGKILL");
      await plain[Symbol.asyncDispose]();
      await gone(watchdogs());
    },
  };
}

/** Resolves when a look finds it. */
export const holds = (what: string, look: () => Promise<boolean>) =>
  until({ what, timeoutMs: 60_000, everyMs: 100 }, async () => (await look()) || undefined);
/** Resolves when none of these processes is there. */
export const gone = (pids: readonly number[]) =>
  holds("the end of the watchdogs", async () => pids.every((pid) => processStart(pid) === undefined));
/** Whether the worker is frozen. */
export const isPaused = async ({ worker }: Played) => (await engine.inspect(worker.name)).paused;
/** What the cluster's undo log says. */
export const stateOf = ({ plain }: Played) => {
  const log = openUndoLog(undoLogOf(plain.cluster.name));
  const state = log.read();
  log.close();
  return state;
};
