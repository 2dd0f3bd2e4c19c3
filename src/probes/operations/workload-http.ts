import type { LaneSpec } from "../../model/lane.ts";
import { lameDuckMs, replicaQuestion } from "../../model/workload.ts";
import { decodeAnswer, encodeQuestion } from "../../net/dns-exchange.ts";
import { isReplica, readReplica } from "../objects/replica.ts";
import { defineOperation, type LaneOptions, laneOf } from "../operation.ts";

/** The message id that makes answers alike (RFC 8484, 4.1). */
const id = 0;
const path = `/dns-query?dns=${encodeQuestion(replicaQuestion, id).toString("base64url")}`;

/**
 * GET from the workload over plain HTTP. Its pods are CoreDNS, whose only answers over HTTP that can name the pod are
 * those to a DNS question in the request (RFC 8484); a network and a client see an ordinary HTTP exchange.
 */
const operation = defineOperation({
  protocol: "http",
  name: "workload-http",
  summary: "an application's answer over HTTP, and which replica gave it",
  vias: ["each-worker", "each-node", "in-cluster"],
  deadlineMs: 5_000,
  destination: "workload-http",
  // An ending replica answers for the lame-duck time and then closes its connections; a request sent at that moment is
  // lost (RFC 9112, 9.5). A client that lets go in half that time has left it by then: its newer connections go to the
  // replicas that stay.
  connectionAgeMs: lameDuckMs / 2,
  request: () => ({ method: "GET", path, accept: "application/dns-message", answerEncoding: "latin1" }),
  read: (body) => readReplica(decodeAnswer(Buffer.from(body, "latin1"), replicaQuestion, id).records),
  isDetail: isReplica,
});
export default operation;

/** Lanes of HTTP requests to the workload, by default one through each worker's NodePort. */
export function workloadHttp(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
