import type { WatchSpec } from "../../model/lane.ts";
import type { Observed } from "../../model/watch.ts";
import { defineOperation, type WatchEventType, type WatchOperation } from "../operation.ts";

/**
 * A stream of nodes or pods that nothing happens to is silent for long: only client-go's ping (HTTP/2, 45 s) tells that
 * it is dead.
 */
const idleMs = 60_000;

/** What an operation that observes says of itself. */
interface ObserverFacts {
  readonly name: string;
  readonly summary: string;
  /** The path of a collection in the run's namespace, or of the whole cluster. */
  path(namespace: string): string;
  observer(object: unknown, type: WatchEventType): Observed;
}

/**
 * LIST and WATCH of a collection of which the objects themselves are journaled, with bookmarks and resumed as an
 * informer does.
 */
export function observerOperation({ name, summary, path, observer }: ObserverFacts): WatchOperation {
  return defineOperation({
    protocol: "watch",
    name,
    summary,
    vias: ["each-api-server", "api"],
    list: (namespace) => ({ method: "GET", path: path(namespace) }),
    watch: (namespace, revision, timeoutSeconds) => ({
      method: "GET",
      path:
        `${path(namespace)}?watch=1&allowWatchBookmarks=true` +
        `&resourceVersion=${revision}&timeoutSeconds=${timeoutSeconds}`,
    }),
    observer,
  });
}

/** A lane that observes, by default one at each API server, so that the loss of one loses no event. */
export function observerLane(operation: WatchOperation, options: Partial<Omit<WatchSpec, "operation">>): WatchSpec {
  const via = options.via ?? "each-api-server";
  return {
    operation: operation.name,
    via,
    connection: options.connection ?? "http2",
    idleMs: options.idleMs ?? idleMs,
  };
}
