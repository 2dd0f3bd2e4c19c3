import type { V1Secret } from "@kubernetes/client-node";
import type { WatchSpec } from "../../model/lane.ts";
import { observerOperation } from "../objects/observer.ts";
import { probeSecret, secretsPath } from "../objects/probe-secret.ts";
import { type WatchOptions, watchOf } from "../operation.ts";

const operation = observerOperation({
  name: "watch-secrets",
  summary: "stream of the run's own Secret that lanes write: an API server that cannot decrypt it tells nothing of it",
  path: secretsPath,
  // What is in it concerns nobody, and a journal is no place for it.
  observer: (object, type) => ({
    name: (object as V1Secret).metadata?.name ?? probeSecret,
    ...(type === "DELETED" ? { gone: true } : {}),
  }),
});
export default operation;

/** A lane that observes the run's own Secrets. */
export function watchSecrets(options: WatchOptions = {}): WatchSpec {
  return watchOf(operation, options);
}
