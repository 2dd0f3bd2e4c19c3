import type { Lane } from "../../model/lane.ts";
import type { Sample } from "../../model/sample.ts";
import { type AttemptProgress, deadlineClass, errorClass } from "../../net/http-error.ts";
import type { HttpAnswer, HttpRequest } from "../../net/http-exchange.ts";
import type { Channel, ConnectionSource, Hold } from "../connections/connection-source.ts";
import type { HttpOperation } from "../operation.ts";
import { type JudgedAnswer, judgeAnswer, lostOutcome } from "./answer.ts";

/** A lane over HTTP with everything that an attempt on it needs. */
export interface HttpPath {
  readonly lane: Lane;
  readonly operation: HttpOperation;
  readonly namespace: string;
  /** All lanes of the run. */
  readonly lanes: readonly Lane[];
  readonly source: ConnectionSource;
  /** Index of the control plane with these names in its certificate. */
  backendOf(names: string): number | undefined;
  /** Milliseconds since the run's start. */
  now(): number;
}

/** One attempt under way: what is known of it so far. */
class Attempt {
  readonly path: HttpPath;
  readonly number: number;
  readonly scheduled: number;
  readonly started: number;
  connected: number | undefined;
  firstByte: number | undefined;
  backend: number | undefined;
  hold: Hold | undefined;
  /** Its deadline has passed: nothing may be sent any more, for the sample says what was sent. */
  over = false;

  constructor(path: HttpPath, number: number, scheduled: number) {
    this.path = path;
    this.number = number;
    this.scheduled = scheduled;
    this.started = path.now();
  }

  get progress(): AttemptProgress {
    return { connected: this.connected !== undefined, answering: this.firstByte !== undefined };
  }

  async connect(): Promise<Channel> {
    this.hold = this.path.source.take();
    const { channel: taken } = this.hold;
    const channel = taken instanceof Promise ? await taken : taken;
    if (this.over) throw new Error("the deadline has passed");
    this.connected = taken instanceof Promise ? this.path.now() : this.started;
    this.backend = this.path.backendOf(channel.names);
    return channel;
  }

  /** Sends the request, and the second one of an operation that has two; the last answer counts. */
  async converse(channel: Channel, request: HttpRequest): Promise<HttpAnswer> {
    const { operation, lane, namespace } = this.path;
    const answered = () => {
      this.firstByte ??= this.path.now();
    };
    const second = operation.thenRequest?.(lane, this.number, namespace);
    const answer = await channel.send(request, answered, second !== undefined);
    if (second === undefined || answer.status >= 300) return answer;
    return channel.send(second, answered);
  }

  /** The sample of one that only had to connect; the connection is of no more use. */
  connectedOnly(): Sample {
    this.hold?.abort();
    return this.sample({ outcome: "ok" }, undefined, undefined);
  }

  /** The verdict on an attempt that broke off. */
  lost(error: string): JudgedAnswer {
    return { outcome: lostOutcome(this.path.operation, this.connected !== undefined), error };
  }

  sample(verdict: JudgedAnswer, status: number | undefined, detail: string | undefined): Sample {
    return {
      lane: this.path.lane.index,
      number: this.number,
      scheduled: this.scheduled,
      started: this.started,
      connected: this.connected,
      firstByte: this.firstByte,
      ended: this.path.now(),
      outcome: verdict.outcome,
      error: verdict.error,
      backend: this.backend,
      connection: this.hold?.number ?? 0,
      status,
      revision: verdict.revision,
      detail: verdict.detail ?? (verdict.content === undefined ? detail : `${detail} ${verdict.content}`),
    };
  }
}

/** Makes the attempt of this number now; always resolves, at the lane's deadline at the latest. */
export function makeAttempt(path: HttpPath, number: number, scheduled: number): Promise<Sample> {
  const attempt = new Attempt(path, number, scheduled);
  const request = path.operation.request(path.lane, number, path.namespace, path.lanes);
  return new Promise((resolve) => {
    const deadline = setTimeout(() => {
      attempt.over = true;
      resolve(attempt.sample(attempt.lost(deadlineClass(attempt.progress)), undefined, request.detail));
      attempt.hold?.abort();
    }, path.lane.deadlineMs);
    const run = async (): Promise<Sample> => {
      const channel = await attempt.connect();
      if (path.operation.connectOnly === true) return attempt.connectedOnly();
      const answer = await attempt.converse(channel, request);
      return attempt.sample(judgeAnswer(path.operation, answer, path.lane), answer.status, request.detail);
    };
    run()
      .catch((error: unknown) => {
        attempt.hold?.abort();
        return attempt.sample(attempt.lost(errorClass(error, attempt.progress)), undefined, request.detail);
      })
      .then(resolve)
      .finally(() => clearTimeout(deadline));
  });
}
