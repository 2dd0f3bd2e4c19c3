import { createServer } from "node:http";
import { expect, it } from "vitest";
import { silentWays } from "../../../../src/apps/application/first-answers.ts";
import { applicationSchema } from "../../../../src/model/application.ts";
import type { Cluster } from "../../../../src/model/cluster.ts";
import { listening } from "../../../support/attempted.ts";

/** A cluster of one worker whose port of applications is published there. */
const clusterAt = (port: number) =>
  ({
    nodes: [{ name: "kc-worker", short: "worker", role: "worker", address: "127.0.0.1", ports: { "30080": port } }],
  }) as unknown as Cluster;
const app = (http: object = {}) =>
  applicationSchema.parse({ manifests: ["app.yaml"], http: { service: "web", port: 80, path: "/", ...http } });
const named = { replica: { header: "X-Served-By" } };

it("says through which node there is no right answer yet, and what came", async () => {
  const server = createServer((request, response) => {
    response.writeHead(request.url === "/" ? 200 : 404, { "X-Served-By": "web-1" });
    response.end();
  });
  const cluster = clusterAt(await listening(server));
  expect(await silentWays(cluster, app(), [])).toEqual([]);
  expect(await silentWays(cluster, app({ path: "/healthz" }), [])).toEqual(["app-http/worker/new (http-404)"]);
  expect(await silentWays(cluster, app(named), ["web-1"])).toEqual([]);
  // A name that is no replica's would be taken for a new one after every fault.
  expect(await silentWays(cluster, app(named), ["web-2"])).toEqual(['app-http/worker/new (answered by "web-1")']);
});
