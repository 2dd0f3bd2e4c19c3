import type { Lane } from "../model/lane.ts";
import type { Sample } from "../model/sample.ts";
import type { HttpConnection } from "../platform/http-dial.ts";
import { deadlineClass, errorClass, type Progress } from "../platform/http-error.ts";
import { exchange } from "../platform/http-exchange.ts";
import { judgeAnswer, lostOutcome, type Verdict } from "./answer.ts";
import type { ConnectionSource } from "./connection-source.ts";
import type { HttpOperation } from "./operation.ts";

/** A lane with everything that an attempt on it needs. */
export interface LanePath {
  readonly lane: Lane;
  readonly operation: HttpOperation;
  readonly namespace: string;
  readonly serverName: string;
  readonly source: ConnectionSource;
  /** Index of the control plane with these names in its certificate. */
  backendOf(names: string): number | undefined;
  /** Milliseconds since the run's start. */
  now(): number;
}

/** One attempt under way: what is known of it so far. */
class Attempt {
  readonly path: LanePath;
  readonly scheduled: number;
  readonly started: number;
  number = 0;
  connected: number | undefined;
  firstByte: number | undefined;
  backend: number | undefined;
  socket: { destroy(): void } | undefined;

  constructor(path: LanePath, scheduled: number) {
    this.path = path;
    this.scheduled = scheduled;
    this.started = path.now();
  }

  get progress(): Progress {
    return { connected: this.connected !== undefined, answering: this.firstByte !== undefined };
  }

  async connect(): Promise<HttpConnection> {
    const taken = this.path.source.take();
    this.socket = taken.socket;
    this.number = taken.number;
    const connection = "done" in taken ? await taken.done : taken;
    this.connected = "done" in taken ? this.path.now() : this.started;
    this.backend = this.path.backendOf(connection.names);
    return connection;
  }

  /** The verdict on an attempt that broke off. */
  lost(error: string): Verdict {
    return { outcome: lostOutcome(this.path.operation, this.connected !== undefined), error };
  }

  sample(verdict: Verdict, status: number | undefined, detail: string | undefined): Sample {
    return {
      lane: this.path.lane.index,
      scheduled: this.scheduled,
      started: this.started,
      connected: this.connected,
      firstByte: this.firstByte,
      ended: this.path.now(),
      outcome: verdict.outcome,
      error: verdict.error,
      backend: this.backend,
      connection: this.number,
      status,
      revision: verdict.revision,
      detail: verdict.detail ?? detail,
    };
  }
}

/** Makes the attempt of this number now; always resolves, at the lane's deadline at the latest. */
export function makeAttempt(path: LanePath, number: number, scheduled: number): Promise<Sample> {
  const attempt = new Attempt(path, scheduled);
  const request = path.operation.request(path.lane, number, path.namespace);
  return new Promise((resolve) => {
    const deadline = setTimeout(() => {
      resolve(attempt.sample(attempt.lost(deadlineClass(attempt.progress)), undefined, request.detail));
      attempt.socket?.destroy();
    }, path.lane.deadlineMs);
    const run = async (): Promise<Sample> => {
      const connection = await attempt.connect();
      const answer = await exchange(connection.socket, path.serverName, request, () => {
        attempt.firstByte = path.now();
      });
      path.source.release(connection, answer.reusable);
      return attempt.sample(judgeAnswer(path.operation, answer), answer.status, request.detail);
    };
    run()
      .catch((error: unknown) => {
        attempt.socket?.destroy();
        return attempt.sample(attempt.lost(errorClass(error, attempt.progress)), undefined, request.detail);
      })
      .then(resolve)
      .finally(() => clearTimeout(deadline));
  });
}
