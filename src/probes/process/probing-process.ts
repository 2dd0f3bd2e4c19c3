import { PlatformError } from "../../model/errors.ts";
import type { Sample } from "../../model/sample.ts";
import type { BackendOfLane, Command, ProbeMessage, ProberHealth, ProbeSetup, WatchBatch } from "./messages.ts";
import { type NetworkPlace, type Peer, startPeer } from "./peer.ts";
import { Silence, silenceMs } from "./silence.ts";

/**
 * How long it may take to answer, milliseconds: 40 connections of 3 s are tried where lanes are moved, and the last
 * attempts are waited for, at most 60 s, where they are stopped.
 */
const answerTimeoutMs = 150_000;
/** How long it may take until its connections stand, milliseconds; measured on a loaded 2-core machine: 4 s. */
const startTimeoutMs = 60_000;
/** How long it may take to be gone when all is told, milliseconds. */
const exitTimeoutMs = 5_000;

/** The line of its last words that says what was wrong: Node's own, nsenter's, the engine's, or the loader's. */
const telling = /^(?:\w*Error|nsenter:|docker:|\/kind-chaos-node:).*$/m;

/** Who is told what the probing process says. */
export interface ProbingListener {
  onSamples(samples: Sample[]): void;
  onWatched?(batches: WatchBatch[]): void;
  onHealth(figures: ProberHealth): void;
  onBackends?(certificates: string[]): void;
  /** It ended by itself, or was ended because it hung; no samples come any more. */
  onError(error: Error): void;
}

interface Waiting {
  resolve(backends: BackendOfLane): void;
  reject(error: Error): void;
}

/** The typed other end of probe-process.ts; one that hangs is ended, and nothing that it is asked waits for ever. */
export class ProbingProcess {
  /** Resolves when its connections stand and its lanes can start. */
  readonly ready: Promise<void>;
  readonly #peer: Peer;
  readonly #listener: ProbingListener;
  readonly #waiting = new Map<number, Waiting>();
  readonly #silence = new Silence(() => this.#giveUp(`it was silent for ${silenceMs / 1_000} s`));
  #asked = 0;
  #ended = false;

  /** `place` is the network that it shall be in where that is not this machine's. */
  constructor(setup: ProbeSetup, listener: ProbingListener, place?: NetworkPlace) {
    this.#listener = listener;
    this.#peer = startPeer(place);
    this.#peer.onEnd((why) => this.#died(why));
    this.#peer.onMessage((report) => this.#take(report));
    // What its start waits for is answered, or refused with all else when it dies.
    this.ready = this.#answer(0, startTimeoutMs).then(() => {});
    this.#peer.send(setup);
  }

  /** Asks for something and waits for the answer to it; throws PlatformError "prober" where none comes. */
  ask(command: (id: number) => Command): Promise<BackendOfLane> {
    if (this.#ended) return Promise.reject(new PlatformError("prober", "the probing process has ended"));
    const id = ++this.#asked;
    const answer = this.#answer(id, answerTimeoutMs);
    this.#peer.send(command(id));
    return answer;
  }

  async stop(): Promise<void> {
    if (this.#ended) return;
    await this.ask((id) => ({ do: "stop", id }));
    this.#ended = true;
    this.#silence.stop();
    const late = setTimeout(() => this.#peer.kill(), exitTimeoutMs);
    this.#peer.leave();
    await this.#peer.gone;
    clearTimeout(late);
  }

  #answer(id: number, limitMs: number): Promise<BackendOfLane> {
    const answer = new Promise<BackendOfLane>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    const late = setTimeout(() => this.#giveUp(`it did not answer within ${limitMs / 1_000} s`), limitMs);
    return answer.finally(() => clearTimeout(late));
  }

  #take(report: ProbeMessage): void {
    if (report.is === "samples") this.#listener.onSamples(report.samples);
    else if (report.is === "watched") this.#listener.onWatched?.(report.batches);
    else if (report.is === "backends") this.#listener.onBackends?.(report.certificates);
    else if (report.is === "prober-health") {
      this.#silence.heard();
      this.#listener.onHealth(report.figures);
    } else {
      const id = report.is === "ready" ? 0 : report.id;
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (report.is === "refusal") waiting?.reject(new PlatformError(report.code, report.message));
      else waiting?.resolve(report.is === "answer" ? report.backends : {});
    }
  }

  /** Ends a process that hangs: what it was asked is answered by an error, and whoever listens is told. */
  #giveUp(why: string): void {
    this.#died(why);
    this.#peer.kill();
  }

  #died(why: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#silence.stop();
    const said = this.#peer.said();
    const message = telling.exec(said)?.[0] ?? why;
    const error = new PlatformError("prober", `the probing process ended: ${message}`, { cause: said });
    const starting = this.#waiting.has(0);
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
    // Whoever starts it is told by `ready`.
    if (!starting) this.#listener.onError(error);
  }
}
