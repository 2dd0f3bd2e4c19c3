import { expect, test } from "vitest";
import { countedIn } from "../../../src/preflight/api-server-metrics.ts";

const build = 'kubernetes_build_info{git_version="v1.36.4"} 1';

test("requests of deprecated APIs are told with their verbs, since the process was started", () => {
  const text = [
    build,
    "process_start_time_seconds 1.7e+09",
    'apiserver_storage_size_bytes{storage_cluster_id="e0"} 2.1e+07',
    'apiserver_requested_deprecated_apis{group="policy",removed_release="1.38",resource="bs",subresource="",version="v1beta1"} 1',
    'apiserver_requested_deprecated_apis{group="",removed_release="",resource="componentstatuses",subresource="x",version="v1"} 1',
    'apiserver_requested_deprecated_apis{group="old",removed_release="1.22",resource="as",subresource="",version="v1"} 0',
    'apiserver_request_total{code="200",group="policy",resource="bs",subresource="",verb="LIST",version="v1beta1"} 3',
    'apiserver_request_total{code="404",group="policy",resource="bs",subresource="",verb="LIST",version="v1beta1"} 1',
    'apiserver_request_total{code="200",group="policy",resource="bs",subresource="",verb="WATCH",version="v1beta1"} 2',
    'apiserver_request_total{code="200",group="policy",resource="bs",subresource="",verb="LIST",version="v1"} 9',
  ].join("\n");
  expect(countedIn(text)).toEqual({
    since: 1.7e12,
    storageBytes: 2.1e7,
    deprecated: [
      { api: "policy/v1beta1 bs", removedIn: "1.38", verbs: "LIST 4, WATCH 2" },
      { api: "v1 componentstatuses/x", removedIn: "", verbs: "" },
    ],
  });
});

test("an API server that was asked for none has no such gauge at all", () => {
  expect(countedIn(build)).toEqual({ since: undefined, storageBytes: undefined, deprecated: [] });
});

test.each(["", "go_goroutines 7", '{"kind":"Status"}'])("%j is no API server's, and not taken for none", (text) => {
  expect(() => countedIn(text)).toThrow("no API server's");
});
