import type { Lane, ServiceAddresses } from "../../model/lane.ts";
import type { Sample } from "../../model/sample.ts";
import { askDns, type DnsAnswer } from "../../net/dns-exchange.ts";
import { errorClass } from "../../net/http-error.ts";
import type { NextNumber } from "../connections/connection-source.ts";
import type { DnsOperation } from "../operation.ts";
import type { JudgedAnswer } from "./answer.ts";

/** A lane of DNS questions with everything that an attempt on it needs. */
export interface DnsPath {
  readonly lane: Lane;
  readonly operation: DnsOperation;
  readonly namespace: string;
  readonly services: ServiceAddresses;
  readonly nextNumber: NextNumber;
  /** Milliseconds since the run's start. */
  now(): number;
}

/** Message ids have 16 bits. */
const ids = 65_536;

/**
 * Asks the question of this number now; always resolves, at the lane's deadline at the latest. There is no connection
 * that could stand.
 */
export function makeDnsAttempt(path: DnsPath, number: number, scheduled: number): Promise<Sample> {
  const { lane, operation, namespace, now } = path;
  const started = now();
  const connection = path.nextNumber();
  const asking = askDns(lane.host, lane.port, operation.question(namespace, path.services, lane), number % ids);
  const sample = (verdict: JudgedAnswer, firstByte?: number): Sample => ({
    lane: lane.index,
    number,
    scheduled,
    started,
    firstByte,
    ended: now(),
    outcome: verdict.outcome,
    error: verdict.error,
    connection,
    detail: verdict.detail,
  });
  return new Promise<Sample>((resolve) => {
    const deadline = setTimeout(() => resolve(sample({ outcome: "failed", error: "hang" })), lane.deadlineMs);
    asking.done
      .then((answer) => sample(judgeDnsAnswer(operation, answer, path.services), now()))
      .catch((error: unknown) => sample({ outcome: "failed", error: dnsErrorClass(error) }))
      .then(resolve)
      .finally(() => clearTimeout(deadline));
  }).finally(() => asking.close());
}

/** What a DNS answer means: a code that is no error and the records that were expected are success. */
export function judgeDnsAnswer(operation: DnsOperation, answer: DnsAnswer, services: ServiceAddresses): JudgedAnswer {
  if (answer.code !== "NOERROR") return { outcome: "failed", error: answer.code.toLowerCase() };
  try {
    return { outcome: "ok", ...operation.read(answer.records, services) };
  } catch {
    // Whatever is wrong with the records, they are not the answer.
    return { outcome: "failed", error: "wrong-answer" };
  }
}

function dnsErrorClass(error: unknown): string {
  if ((error as { code?: string }).code === "DNS_ANSWER") return "bad-answer";
  return errorClass(error, { connected: false, answering: false });
}
