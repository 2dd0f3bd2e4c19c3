import { beforeAll, describe, expect, it } from "vitest";
import type { ApplicationOptions } from "../../../../src/model/application.ts";
import type { Scenario } from "../../../../src/model/scenario.ts";
import { type Replacement, withApplication } from "../../../../src/scenario/application/with-application.ts";
import { known, namesOf } from "../../../../src/scenario/catalogue.ts";
import { loadScenario } from "../../../../src/scenario/load-scenario.ts";
import type { Known } from "../../../../src/scenario/validation/known.ts";

let all: Known;
beforeAll(async () => {
  all = await known();
});

const http = { service: "web", port: 80, path: "/healthz" };
const application: ApplicationOptions = { manifests: ["/app.yaml"], http };
const replacement: Replacement = { application, kept: { replaced: true, budget: true }, inside: true };

/** A scenario of the library with an application in the place of its workload, as a run gets it. */
async function changed(name: string, change: Partial<Replacement> = {}): Promise<Scenario> {
  const { scenario } = await loadScenario(name, all, undefined, (own, topology, everything) =>
    withApplication(own, { ...replacement, ...change }, topology, everything),
  );
  return scenario;
}

const idsOf = ({ guarantees }: Scenario) => guarantees.map(({ id }) => id);
const lanesOf = ({ lanes }: Scenario) =>
  lanes.map(({ operation, via, connection }) => `${operation}/${via}/${connection}`);

describe("withApplication", () => {
  it("asks the application where the workload was asked, outside and inside, on new and reused connections", async () => {
    const lanes = lanesOf(await changed("node-drain"));
    expect(lanes.filter((lane) => lane.startsWith("app-"))).toEqual([
      "app-http/each-worker/new",
      "app-http/each-worker/reused",
      "app-http/in-cluster/new",
      "app-http/in-cluster/reused",
    ]);
    expect(lanes.filter((lane) => /^(workload|store)-/.test(lane))).toEqual([]);
    expect(lanes).toContain("watch-pods/each-api-server/http2");
  });

  it("promises of it what the scenario promises of the workload", async () => {
    const ids = idsOf(await changed("node-drain"));
    expect(ids).toContain("no-failures app-http/*/reused during drain");
    expect(ids).toContain("no-failures app-http/*/new during drain");
    expect(ids).toContain("pdb-respected during drain");
    expect(ids).toContain("application-whole");
    expect(ids.filter((id) => id.includes("workload-"))).toEqual([]);
  });

  it("leaves out what it has nothing of", async () => {
    const ids = idsOf(await changed("node-drain", { kept: { replaced: false, budget: false } }));
    expect(ids).not.toContain("pdb-respected during drain");
    const lost = idsOf(await changed("worker-kill"));
    expect(lost.filter((id) => /store|pinned|served-within/.test(id))).toEqual([]);
    expect(lost).toContain("max-outage app-http/worker2/new,app-http/worker3/new during kill");
    const named = { application: { manifests: ["/app.yaml"], http: { ...http, replica: { header: "X-Served-By" } } } };
    expect(idsOf(await changed("worker-kill", named)).join()).toContain("served-within");
  });

  it("does not promise that it fails, which is about where the built-in replicas are", async () => {
    const locked = await changed("webhook-deadlock");
    expect(idsOf(locked).filter((id) => id.startsWith("outage-until"))).toEqual([]);
    const { guarantees } = await changed("two-zones");
    const own = guarantees.find(({ id }) => id.startsWith("error-rate"));
    expect(own?.params).toMatchObject({ lanes: ["app-http/worker2/new"], atLeast: 0, atMost: 0.7 });
  });

  it("promises that it goes on where the scenario is about the control plane", async () => {
    const scenario = await changed("control-plane-kill");
    expect(idsOf(scenario)).toContain("workload-unaffected app-http/*/* during kill");
    expect(idsOf(scenario)).toContain("leader-within during kill");
  });

  it("asks TCP on new connections alone, gRPC over HTTP/2, and nobody where it does not say how", async () => {
    const ask = async (way: object) =>
      lanesOf(await changed("node-drain", { application: { manifests: ["/app.yaml"], ...way }, inside: false }));
    const own = (lanes: string[]) => lanes.filter((lane) => lane.startsWith("app-"));
    expect(own(await ask({ tcp: { service: "web", port: 80 } }))).toEqual(["app-tcp/in-cluster/new"]);
    expect(own(await ask({ grpc: { service: "web", port: 80 } }))).toEqual([
      "app-grpc/each-worker/new",
      "app-grpc/each-worker/http2",
    ]);
    expect(own(await ask({}))).toEqual([]);
    const unasked = await changed("node-drain", { application: { manifests: ["/app.yaml"] } });
    expect(idsOf(unasked)).not.toContain("at-most-one-pod");
    expect(idsOf(unasked)).toContain("application-whole");
  });

  it("makes no store: what asked it is left out", async () => {
    expect(await changed("local-volume-loss")).not.toHaveProperty("store");
  });

  it("takes every scenario of the library, or says why not", async () => {
    const refused: string[] = [];
    for (const name of namesOf("scenario")) {
      const scenario = await changed(name).catch((error: unknown) => void refused.push(`${name}: ${error}`));
      if (scenario === undefined) continue;
      expect([name, lanesOf(scenario).filter((lane) => lane.startsWith("app-http")).length]).not.toEqual([name, 0]);
      expect([name, idsOf(scenario).includes("application-whole")]).toEqual([name, true]);
      expect([name, idsOf(scenario).filter((id) => /workload-(http|dns)/.test(id))]).toEqual([name, []]);
    }
    expect(refused).toEqual([expect.stringMatching(/^replicated-data: .*the leader of the built-in store is hit/)]);
  });

  it("promises nothing of lanes through nodes that a fault may hit", async () => {
    const ids = idsOf(await changed("dns-replica-loss"));
    expect(ids.filter((id) => id.includes("app-http"))).toEqual([]);
    const lost = idsOf(await changed("cni-agent-kill"));
    expect(lost.join()).not.toMatch(/workload-unaffected app-http\/worker\//);
  });

  it("asks through every node where a topology has no worker, and not from inside", async () => {
    const drained = await changed("node-drain");
    const alone = withApplication(drained, replacement, { workers: 0, nodes: [] }, all);
    expect(lanesOf(alone).filter((lane) => lane.startsWith("app-"))).toEqual([
      "app-http/each-node/new",
      "app-http/each-node/reused",
    ]);
  });

  it("asks connections alone from inside, where no proxy takes them in the application's place", async () => {
    const tcp: ApplicationOptions = { manifests: ["/app.yaml"], tcp: { service: "db", port: 5432 } };
    const ids = idsOf(await changed("worker-kill", { application: tcp }));
    expect(ids).toContain("max-outage app-tcp/in-cluster/new during kill");
    expect(idsOf(await changed("control-plane-kill", { application: tcp }))).toContain(
      "workload-unaffected app-tcp/in-cluster/* during kill",
    );
    await expect(changed("rolling-worker-maintenance", { application: tcp })).rejects.toThrow("the last worker");
  });

  it("puts an application in the place of another one that a scenario brings", async () => {
    const brought = await changed("node-drain");
    const other: ApplicationOptions = { manifests: ["/other.yaml"], tcp: { service: "db", port: 5432 } };
    const topology = all.topologies.get(brought.topology);
    if (topology === undefined) throw new Error("no topology");
    const again = withApplication(brought, { ...replacement, application: other, inside: false }, topology, all);
    expect(lanesOf(again).filter((lane) => lane.startsWith("app-"))).toEqual(["app-tcp/in-cluster/new"]);
    expect(idsOf(again).filter((id) => id.includes("app-http"))).toEqual([]);
    expect(idsOf(again)).toContain("no-failures app-tcp/*/new during drain");
  });
});
