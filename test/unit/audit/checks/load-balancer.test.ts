import { expect, test } from "vitest";
import check from "../../../../src/audit/checks/load-balancer.ts";
import type { ApiBalancer } from "../../../../src/audit/load-balancer.ts";
import { clusterOf, machine } from "../../../support/audited-cluster.ts";

const labels = { "node-role.kubernetes.io/control-plane": "" };
const nodes = ["a", "b", "c"].map((name, index) =>
  machine(name, "v1.34.0", { labels, addresses: [`10.0.0.${index}`] }),
);
const told = (balancer: Partial<ApiBalancer>, externalEtcd?: readonly string[]) => {
  const whole: ApiBalancer = {
    ...{ kind: "envoy", where: "cds.yaml", servers: [] },
    check: { how: "http", method: "GET", path: "/readyz", secure: true },
    ...balancer,
  };
  const facts = clusterOf("v1.34.0", nodes, [], {
    loadBalancers: [whole],
    controlPlane: { endpoint: "x:1", externalEtcd },
  });
  return check.find(facts).map(({ severity, evidence }) => `${severity}: ${evidence}`);
};

test("control planes that it does not know are told, by address or name; of servers that nobody knows nothing is", () => {
  expect(told({ servers: ["10.0.0.0:6443", "b:6443"] })).toEqual([
    "medium: 2 of 3 control planes are behind it, without c",
  ]);
  expect(told({ servers: ["10.0.0.0:6443"] })).toEqual(["high: 1 of 3 control planes are behind it, without b, c"]);
  expect(told({ servers: ["a:6443", "b:6443", "c:6443"] })).toEqual([]);
  expect(told({ servers: ["api-1.internal:6443"] })).toEqual([]);
});

test("a check that is slow is told", () => {
  expect(told({ noticedMs: 30_000 })).toEqual([]);
  expect(told({ noticedMs: 40_000 })).toEqual(["low: envoy notices after 40 s that an API server is gone"]);
});

test("Envoy's panic matters where etcd is elsewhere", () => {
  expect(told({ panicPercent: 50 })).toEqual([]);
  expect(told({ panicPercent: 0 }, ["https://e:2379"])).toEqual([]);
  expect(told({ panicPercent: 50 }, ["https://e:2379"])).toEqual([
    "low: envoy sends to dead API servers, too, when fewer than 50 % are healthy",
  ]);
});
