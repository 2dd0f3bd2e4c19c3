import type { Observed } from "../../model/watch.ts";
import { defineOperation, type WatchEventType, type WatchOperation } from "../operation.ts";

/**
 * Milliseconds. A stream of nodes or pods that nothing happens to is silent for long: only client-go's ping (HTTP/2,
 * 45 s) tells that it is dead.
 */
const idleMs = { reused: 60_000, http2: 60_000 } as const;

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
    // One at each API server, so that the loss of one loses no event.
    vias: ["each-api-server", "api"],
    usualConnection: "http2",
    idleMs,
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
