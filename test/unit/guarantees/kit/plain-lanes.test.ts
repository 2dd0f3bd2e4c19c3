import { expect, it } from "vitest";
import { clientsOf } from "../../../../src/guarantees/kit/plain-lanes.ts";

it("names who is served, in plain words", () => {
  expect(clientsOf("write/api/*")).toBe("writes");
  expect(clientsOf(["quorum-read/api/new", "cached-read/api/*", "write/*/*"])).toBe("reads and writes");
  expect(clientsOf("*/api/new")).toBe("requests");
  expect(clientsOf(["workload-http/worker2/new", "workload-http/worker3/new"])).toBe(
    "requests to the workload through worker2, worker3",
  );
  expect(clientsOf("cluster-dns/in-cluster/new")).toBe("DNS lookups from inside the cluster");
});

it("has words for lanes that it does not know", () => {
  expect(clientsOf("watch-nodes/api/http2")).toBe("watches");
  expect(clientsOf("constructor/api/new")).toBe("constructor requests");
  expect(clientsOf([])).toBe("requests");
});
