import type { LaneSpec } from "../../model/lane.ts";
import { metadataOnly, readObject } from "../objects/kubernetes-object.ts";
import { probeSecret, secretsPath } from "../objects/probe-secret.ts";
import { defineOperation, type LaneOptions, laneOf } from "../operation.ts";

/**
 * Writes the attempt's token into one Secret: where secrets are encrypted, with the key that the API server which is
 * met writes with. A Secret is read before it is written, so that who cannot decrypt it cannot write it either.
 */
const operation = defineOperation({
  protocol: "http",
  name: "secret-write",
  summary: "write of a Secret, encrypted by the API server that is met where secrets are",
  vias: ["api", "each-api-server"],
  changesState: true,
  secrets: [probeSecret],
  request: (lane, attempt, namespace) => ({
    method: "PATCH",
    path: `${secretsPath(namespace)}/${probeSecret}?fieldManager=kind-chaos`,
    contentType: "application/merge-patch+json",
    accept: metadataOnly,
    body: JSON.stringify({ data: { token: Buffer.from(`${lane.index}-${attempt}`).toString("base64") } }),
  }),
  read: readObject,
});
export default operation;

/** A lane of writes of a Secret. */
export function secretWrite(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
