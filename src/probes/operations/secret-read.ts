import type { LaneSpec } from "../../model/lane.ts";
import { metadataOnly, readObject } from "../objects/kubernetes-object.ts";
import { probeSecret, secretsPath } from "../objects/probe-secret.ts";
import { defineOperation, type LaneOptions, laneOf } from "../operation.ts";

/**
 * GET of one Secret without a resourceVersion: an API server always asks etcd for it, and decrypts what it gets, whoever
 * has encrypted it.
 */
const operation = defineOperation({
  protocol: "http",
  name: "secret-read",
  summary: "read of a Secret out of etcd, decrypted by the API server that is met where secrets are encrypted",
  vias: ["each-api-server", "api"],
  secrets: [probeSecret],
  request: (_lane, _attempt, namespace) => ({
    method: "GET",
    path: `${secretsPath(namespace)}/${probeSecret}`,
    accept: metadataOnly,
  }),
  read: readObject,
});
export default operation;

/** A lane of reads of a Secret, at each API server unless it is said otherwise. */
export function secretRead(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
