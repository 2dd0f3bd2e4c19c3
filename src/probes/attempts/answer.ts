import type { Lane } from "../../model/lane.ts";
import type { SampleOutcome } from "../../model/sample.ts";
import type { HttpAnswer } from "../../net/http-exchange.ts";
import type { HttpOperation, Reading } from "../operation.ts";

/** What an attempt came to. */
export interface JudgedAnswer extends Reading {
  readonly outcome: SampleOutcome;
  readonly error?: string | undefined;
}

/** What a whole answer means: 2xx that reads well is success, 4xx was certainly not carried out, 5xx may have been. */
export function judgeAnswer(operation: HttpOperation, answer: HttpAnswer, lane?: Lane): JudgedAnswer {
  if (answer.status >= 200 && answer.status < 300) return judgeBody(operation, answer, lane);
  if (answer.status < 500) return { outcome: "failed", error: `http-${answer.status}` };
  const reason = (operation.reason ?? statusReason)(answer.body);
  const error = reason === undefined ? `http-${answer.status}` : `http-${answer.status}:${reason}`;
  return { outcome: lostOutcome(operation, true), error };
}

/**
 * The outcome of an attempt without a usable answer: unknown where the request was sent and may have been carried out.
 */
export function lostOutcome(operation: HttpOperation, sent: boolean): SampleOutcome {
  return operation.changesState && sent ? "unknown" : "failed";
}

function judgeBody(operation: HttpOperation, answer: HttpAnswer, lane: Lane | undefined): JudgedAnswer {
  try {
    return { outcome: "ok", ...operation.read(answer.body, answer, lane) };
  } catch {
    // Whatever is wrong with a body that does not read, it is no success.
    return { outcome: lostOutcome(operation, true), error: "bad-answer" };
  }
}

const knownMessages: readonly (readonly [RegExp, string])[] = [
  [/etcdserver: request timed out/, "etcdserver-timeout"],
  [/etcdserver: leader changed/, "leader-changed"],
  [/etcdserver: no leader/, "no-leader"],
  [/too many requests/i, "etcdserver-overload"],
  [/context deadline exceeded/, "deadline-exceeded"],
  [/connection refused/, "storage-refused"],
  [/shutting down/, "shutting-down"],
];

/** A short reason out of the Status object that a Kubernetes API server sends with an error. */
export function statusReason(body: string): string | undefined {
  const known = knownMessages.find(([pattern]) => pattern.test(body));
  if (known !== undefined) return known[1];
  const reason = /"reason":\s*"(\w{1,40})"/.exec(body)?.[1];
  return reason?.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
}
