import { Worker } from "node:worker_threads";
import { PlatformError } from "../model/errors.ts";
import type { Lane } from "../model/lane.ts";
import type { Sample } from "../model/sample.ts";
import type { BackendOfLane, Command, InstrumentFigures, ProbeCredentials, Report, WorkerSetup } from "./messages.ts";

/** What is probed and where the samples go. */
export interface ProberOptions {
  readonly lanes: readonly Lane[];
  /** Node names as in the API servers' certificates; an index into it is a sample's backend. */
  readonly backends: readonly string[];
  readonly credentials: { readonly api: ProbeCredentials; readonly etcd: ProbeCredentials };
  readonly namespace: string;
  /** Start of the run on process.hrtime: all times of samples are milliseconds since it. */
  readonly startedAtNs: bigint;
  /** Called with a batch at most every 100 ms. */
  onSamples(samples: Sample[]): void;
  /** Called once a second. */
  onInstrument(figures: InstrumentFigures): void;
  /** The probing thread died: no samples come any more. */
  onError(error: Error): void;
}

/** Lanes that run in a thread of their own. */
export interface Prober {
  /** Closes reused connections and opens them anew until another backend answers; throws PlatformError "move-failed". */
  moveReused(laneIndexes: readonly number[], awayFromBackend: number): Promise<BackendOfLane>;
  /** The backend that each reused lane's connection goes to. */
  pinnedBackends(): Promise<BackendOfLane>;
  /** Starts no further attempts, waits for those under way (at most their deadline) and hands over the last samples. */
  stop(): Promise<void>;
}

/** Keeps the thread small: what an attempt leaves behind is little and short-lived. */
const maxYoungGenerationSizeMb = 8;

/** Starts the lanes; resolves when the first attempts are about to start. */
export async function startProber(options: ProberOptions): Promise<Prober> {
  const { lanes, backends, credentials, namespace, startedAtNs } = options;
  const setup: WorkerSetup = { lanes, backends, credentials, namespace, startedAtNs };
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: setup,
    name: "probes",
    resourceLimits: { maxYoungGenerationSizeMb },
  });
  const thread = new ProbingThread(worker, options);
  await thread.ready;
  return {
    moveReused: (laneIndexes, awayFrom) => thread.ask((id) => ({ do: "move", id, lanes: [...laneIndexes], awayFrom })),
    pinnedBackends: () => thread.ask((id) => ({ do: "pinned", id })),
    stop: () => thread.stop(),
  };
}

interface Waiting {
  resolve(backends: BackendOfLane): void;
  reject(error: Error): void;
}

/** The typed other end of the worker. */
class ProbingThread {
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  readonly #options: ProberOptions;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #started = false;
  #ended = false;

  constructor(worker: Worker, options: ProberOptions) {
    this.#worker = worker;
    this.#options = options;
    this.ready = new Promise((resolve, reject) => {
      worker.on("message", (report: Report) => {
        if (report.is === "ready") {
          this.#started = true;
          resolve();
        }
        if (report.is !== "ready") this.#take(report);
      });
      const died = (error: Error) => {
        reject(error);
        this.#died(error);
      };
      worker.on("error", died);
      worker.on("exit", () => died(new PlatformError("prober", "the probing thread ended by itself")));
    });
  }

  ask(command: (id: number) => Command): Promise<BackendOfLane> {
    if (this.#ended) return Promise.reject(new PlatformError("prober", "the probing thread has ended"));
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage(command(id));
    });
  }

  async stop(): Promise<void> {
    if (this.#ended) return;
    await this.ask((id) => ({ do: "stop", id }));
    this.#ended = true;
    await this.#worker.terminate();
  }

  #take(report: Exclude<Report, { is: "ready" }>): void {
    if (report.is === "samples") this.#options.onSamples(report.samples);
    else if (report.is === "instrument") this.#options.onInstrument(report.figures);
    else {
      const waiting = this.#waiting.get(report.id);
      this.#waiting.delete(report.id);
      if (report.is === "answer") waiting?.resolve(report.backends);
      else waiting?.reject(new PlatformError(report.code, report.message));
    }
  }

  #died(error: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
    // Before the start it is startProber that rejects.
    if (this.#started) this.#options.onError(error);
  }
}
