import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { hold } from "../host/clock.ts";
import { processStart } from "../host/process-start.ts";
import type { UndoLog } from "../journal/undo-log.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import type { Watchdog, WatchdogListener } from "../runner/guard.ts";
import { watchdogEnvironment } from "./environment.ts";
import type { WatchdogOrder } from "./order.ts";
import { toHarness, toWatchdog } from "./words.mjs";

/** It is told so often that the harness lives, milliseconds. */
const beatMs = 1_000;
/** How long the harness may say nothing, milliseconds; the slowest loop of a run that passed stood still for 1 s. */
const silenceMs = 10_000;
/** How long it gets to start and to answer, milliseconds: 0.1 s on a calm machine. */
const answerMs = 10_000;
/** How long it gets to go away, milliseconds. */
const leaveMs = 2_000;
/** It allocates next to nothing: what is garbage after an hour does not lie there for days. */
const flags = ["--max-semi-space-size=1"];

/** Of whose run a watchdog is. */
export interface WatchedRun {
  readonly cluster: string;
  /** Absolute. */
  readonly folder: string;
  /** Milliseconds; the usual time where it is not given. */
  readonly silenceMs?: number;
}

/**
 * Starts a watchdog for this process in a session of its own, so that nothing that ends a terminal, a group or a job
 * ends it; resolves when it has said that it watches. Throws PlatformError "watchdog" where it does not in time.
 */
export async function startWatchdog(run: WatchedRun, log: UndoLog, listener: WatchdogListener): Promise<Watchdog> {
  const order: WatchdogOrder = {
    pid: process.pid,
    started: processStart(process.pid) ?? "",
    cluster: run.cluster,
    folder: resolve(run.folder),
    silenceMs: run.silenceMs ?? silenceMs,
  };
  const file = fileURLToPath(new URL("./watchdog-process.mjs", import.meta.url));
  const child = spawn(process.execPath, [...flags, file, JSON.stringify(order)], {
    detached: true,
    cwd: "/",
    env: watchdogEnvironment(process.env),
    stdio: ["pipe", "pipe", "ignore", log.fd],
  });
  const watchdog = new WatchdogProcess(child, listener);
  await watchdog.prove();
  return watchdog;
}

/** The harness's end of a watchdog. */
class WatchdogProcess implements Watchdog {
  readonly #child: ChildProcess;
  readonly #listener: WatchdogListener;
  readonly #beats: NodeJS.Timeout;
  readonly #gone = Promise.withResolvers<void>();
  #answer = Promise.withResolvers<void>();
  /** How it ended. */
  #ended: string | undefined;
  /** Whether it was seen to live, and is not asked to go. */
  #counts = false;

  constructor(child: ChildProcess, listener: WatchdogListener) {
    this.#child = child;
    this.#listener = listener;
    // On the thread whose standing still has to be noticed. Nothing of it keeps the harness from leaving.
    this.#beats = setInterval(() => this.#say(toWatchdog.beat), beatMs).unref();
    child.unref();
    for (const pipe of [child.stdin, child.stdout] as (Socket | null)[]) pipe?.on("error", () => {}).unref();
    child.stdout?.setEncoding("latin1").on("data", (words: string) => {
      if (words.includes(toHarness.here)) this.#answer.resolve();
      if (words.includes(toHarness.tookOver)) listener.onTakeover();
    });
    child.on("error", (error) => this.#end(messageOf(error)));
    child.on("exit", (code, signal) => this.#end(`process ${child.pid} ended (${signal ?? `exit code ${code}`})`));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async prove(): Promise<void> {
    this.#answer = Promise.withResolvers();
    this.#say(toWatchdog.ask);
    const isThere = this.#answer.promise.then(() => this.#ended === undefined);
    this.#counts = await this.#within(answerMs, [isThere, this.#gone.promise.then(() => false)]);
    if (this.#counts) return;
    this.#child.kill("SIGKILL");
    throw new PlatformError("watchdog", this.#ended ?? `process ${this.pid} did not answer in ${answerMs / 1_000} s`);
  }

  async leave(isOpen: boolean): Promise<boolean> {
    this.#counts = false;
    clearInterval(this.#beats);
    if (this.#ended !== undefined) return true;
    this.#child.stdin?.end(isOpen ? toWatchdog.left : toWatchdog.bye);
    if (isOpen) return false;
    // One that was stopped must not wake up later and take over from a run that is long over.
    if (!(await this.#within(leaveMs, [this.#gone.promise.then(() => true)]))) this.#child.kill("SIGKILL");
    return true;
  }

  /** What the first of these comes to; false when none does in time, which the harness waits for. */
  async #within(ms: number, ends: readonly Promise<boolean>[]): Promise<boolean> {
    const over = new AbortController();
    const late = hold(ms, over.signal).then(
      () => false,
      () => false,
    );
    return Promise.race([...ends, late]).finally(() => over.abort());
  }

  #say(word: string): void {
    if (this.#ended === undefined && this.#child.stdin?.writable) this.#child.stdin.write(word);
  }

  #end(how: string): void {
    if (this.#ended !== undefined) return;
    this.#ended = how;
    clearInterval(this.#beats);
    if (this.#counts) this.#listener.onEnd(how);
    this.#gone.resolve();
  }
}
