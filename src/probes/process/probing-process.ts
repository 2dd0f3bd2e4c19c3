import { type ChildProcess, fork } from "node:child_process";
import { PlatformError } from "../../model/errors.ts";
import type { Sample } from "../../model/sample.ts";
import type { BackendOfLane, Command, ProbeMessage, ProberHealth, ProbeSetup, WatchBatch } from "./messages.ts";

/**
 * All garbage is collected in the probing thread itself, a little at a time: helper threads would have to be waited
 * for, and what an attempt leaves behind is little and short-lived.
 */
const flags = ["--single-threaded-gc", "--max-semi-space-size=4"];

/** Who is told what the probing process says. */
export interface ProbingListener {
  onSamples(samples: Sample[]): void;
  onWatched?(batches: WatchBatch[]): void;
  onHealth(figures: ProberHealth): void;
  onBackends?(certificates: string[]): void;
  onError(error: Error): void;
}

interface Waiting {
  resolve(backends: BackendOfLane): void;
  reject(error: Error): void;
}

/** The typed other end of probe-process.ts. */
export class ProbingProcess {
  /** Resolves when its connections stand and its lanes can start. */
  readonly ready: Promise<void>;
  readonly #child: ChildProcess;
  readonly #listener: ProbingListener;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #started = false;
  #ended = false;

  /** `networkOf` is a process whose network namespace the probing process shall be in; that takes root, and Linux. */
  constructor(setup: ProbeSetup, listener: ProbingListener, networkOf?: number) {
    this.#listener = listener;
    const enter = ["--net", "--target", String(networkOf), "--", process.execPath];
    this.#child = fork(new URL("./probe-process.ts", import.meta.url), {
      ...(networkOf === undefined ? { execArgv: flags } : { execPath: "nsenter", execArgv: [...enter, ...flags] }),
      serialization: "advanced",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.ready = new Promise((resolve, reject) => {
      this.#child.on("message", (report: ProbeMessage) => {
        if (report.is === "ready") {
          this.#started = true;
          resolve();
        } else this.#take(report);
      });
      this.#watchEnd(reject);
    });
    this.#child.send(setup);
  }

  /** Asks for something and waits for the answer to it. */
  ask(command: (id: number) => Command): Promise<BackendOfLane> {
    if (this.#ended) return Promise.reject(new PlatformError("prober", "the probing process has ended"));
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.send(command(id));
    });
  }

  async stop(): Promise<void> {
    if (this.#ended) return;
    await this.ask((id) => ({ do: "stop", id }));
    this.#ended = true;
    const exited = new Promise<void>((resolve) => this.#child.once("exit", () => resolve()));
    this.#child.disconnect();
    await exited;
  }

  #take(report: Exclude<ProbeMessage, { is: "ready" }>): void {
    if (report.is === "samples") this.#listener.onSamples(report.samples);
    else if (report.is === "watched") this.#listener.onWatched?.(report.batches);
    else if (report.is === "backends") this.#listener.onBackends?.(report.certificates);
    else if (report.is === "prober-health") this.#listener.onHealth(report.figures);
    else {
      const waiting = this.#waiting.get(report.id);
      this.#waiting.delete(report.id);
      if (report.is === "answer") waiting?.resolve(report.backends);
      else waiting?.reject(new PlatformError(report.code, report.message));
    }
  }

  #watchEnd(rejectStart: (error: Error) => void): void {
    let said = "";
    this.#child.stderr?.on("data", (part: Buffer) => {
      said = `${said}${part}`.slice(-2_000);
    });
    const died = (why: string) => {
      if (this.#ended) return;
      this.#ended = true;
      const message = /^(?:\w*Error|nsenter:).*$/m.exec(said)?.[0] ?? why;
      const error = new PlatformError("prober", `the probing process ended: ${message}`, { cause: said });
      for (const waiting of this.#waiting.values()) waiting.reject(error);
      this.#waiting.clear();
      if (this.#started) this.#listener.onError(error);
      else rejectStart(error);
    };
    this.#child.on("error", (error) => died(error.message));
    this.#child.on("close", (code, signal) => died(`exit code ${code ?? signal}`));
  }
}
