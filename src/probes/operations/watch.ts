import type { WatchSpec } from "../../model/lane.ts";
import { defineOperation, type WatchOptions, watchOf } from "../operation.ts";

/** Metadata alone: the content grows with every write. */
const metadataOnly = (kind: string) => `application/json;as=${kind};g=meta.k8s.io;v=v1,application/json`;

/**
 * LIST and then WATCH of the ConfigMaps that the write lanes write to, as an informer has it: with bookmarks, resumed
 * at the last revision when the stream is lost, listed anew when the server no longer has what came after it (410).
 */
const operation = defineOperation({
  protocol: "watch",
  name: "watch",
  summary: "stream of every change of the objects that the write lanes write to, as informers have it",
  vias: ["api", "each-api-server"],
  list: (namespace) => ({
    method: "GET",
    path: `/api/v1/namespaces/${namespace}/configmaps`,
    accept: metadataOnly("PartialObjectMetadataList"),
  }),
  watch: (namespace, revision, timeoutSeconds) => ({
    method: "GET",
    path:
      `/api/v1/namespaces/${namespace}/configmaps?watch=1&allowWatchBookmarks=true` +
      `&resourceVersion=${revision}&timeoutSeconds=${timeoutSeconds}`,
    accept: metadataOnly("PartialObjectMetadata"),
  }),
});
export default operation;

/** A lane that watches: over HTTP/1.1 ("reused"), or over HTTP/2 with client-go's ping. */
export function watch(options: WatchOptions = {}): WatchSpec {
  return watchOf(operation, options);
}
