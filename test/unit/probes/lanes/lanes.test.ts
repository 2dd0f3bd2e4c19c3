import { describe, expect, it } from "vitest";
import type { Cluster } from "../../../../src/model/cluster.ts";
import type { LaneSpec } from "../../../../src/model/lane.ts";
import { backendFinder } from "../../../../src/probes/connections/backend.ts";
import { expandLanes, laneName, needWorkload, quorumsOf } from "../../../../src/probes/lanes/lanes.ts";
import { clusterDns } from "../../../../src/probes/operations/cluster-dns.ts";
import etcdStatusOperation, { etcdStatus } from "../../../../src/probes/operations/etcd-status.ts";
import { quorumRead } from "../../../../src/probes/operations/quorum-read.ts";
import { quorumWrite } from "../../../../src/probes/operations/quorum-write.ts";
import { readyz } from "../../../../src/probes/operations/readyz.ts";
import { workloadDns } from "../../../../src/probes/operations/workload-dns.ts";
import { workloadHttp } from "../../../../src/probes/operations/workload-http.ts";
import { workloadLookup } from "../../../../src/probes/operations/workload-lookup.ts";
import writeOperation, { write } from "../../../../src/probes/operations/write.ts";

const node = (
  short: string,
  role: "control-plane" | "worker" | "load-balancer" | "etcd",
  ports: Record<string, number>,
) => ({
  name: `kc-${short}`,
  short,
  role,
  containerId: short,
  address: "172.30.0.2",
  ports,
});
const cluster: Cluster = {
  name: "kc",
  network: "kind",
  topology: "ha-3cp-3w",
  profile: "stock",
  kubernetes: "1.37.2",
  kind: "0.33.0",
  nodeImage: "node",
  loadBalancerImage: "envoy",
  nodes: [
    node("control-plane2", "control-plane", { "6443": 2, "2379": 12 }),
    node("control-plane", "control-plane", { "6443": 1, "2379": 11 }),
    node("lb", "load-balancer", { "6443": 9 }),
    node("worker", "worker", {}),
  ],
};

describe("expandLanes", () => {
  const lanes = expandLanes([write({ connection: "reused", hz: 20 }), readyz(), etcdStatus({ hz: 5 })], cluster, 7);

  it("makes one lane through the load balancer and one for each node on a direct path", () => {
    expect(lanes.map((lane) => [lane.id, lane.port, lane.periodMs])).toEqual([
      ["write/api/reused", 9, 50],
      ["readyz/control-plane/new", 1, 100],
      ["readyz/control-plane2/new", 2, 100],
      ["etcd-status/control-plane/reused", 11, 200],
      ["etcd-status/control-plane2/reused", 12, 200],
    ]);
    expect(lanes.map((lane) => lane.index)).toEqual([0, 1, 2, 3, 4]);
  });

  it("goes the way that clients take: the load balancer, or the one API server", () => {
    const [api] = expandLanes([quorumRead({ via: "api" })], cluster, 7);
    expect([api?.id, api?.via, api?.port]).toEqual(["quorum-read/api/new", "lb", 9]);
    const single = { ...cluster, nodes: [node("control-plane", "control-plane", { "6443": 1 })] };
    const [direct] = expandLanes([quorumRead({ via: "api" })], single, 7);
    expect([direct?.id, direct?.port]).toEqual(["quorum-read/api/new", 1]);
  });

  it("asks external etcd members where they are", () => {
    const members = ["etcd", "etcd2"].map((short, index) => node(short, "etcd", { "2379": 30 + index }));
    const external = { ...cluster, nodes: [...cluster.nodes, ...members] };
    expect(expandLanes([etcdStatus()], external, 7).map((lane) => [lane.via, lane.port])).toEqual([
      ["etcd", 30],
      ["etcd2", 31],
    ]);
  });

  it("gives each lane its own seed, which other lanes do not change", () => {
    expect(new Set(lanes.map((lane) => lane.seed)).size).toBe(5);
    expect(expandLanes([readyz()], cluster, 7)[0]?.seed).toBe(lanes[1]?.seed);
    expect(expandLanes([readyz()], cluster, 8)[0]?.seed).not.toBe(lanes[1]?.seed);
  });

  it("refuses the same lane twice, a missing load balancer and a port that is not published", () => {
    expect(() => expandLanes([write(), write()], cluster, 1)).toThrow("write/api/new is there twice");
    const bare = { ...cluster, nodes: cluster.nodes.filter((one) => one.role === "control-plane") };
    expect(() => expandLanes([write()], bare, 1)).toThrow("no load balancer");
    const closed = { ...cluster, nodes: [node("control-plane", "control-plane", {})] };
    expect(() => expandLanes([etcdStatus()], closed, 1)).toThrow("port 2379 of kc-control-plane");
  });
});

describe("write", () => {
  const [lane] = expandLanes([write()], cluster, 1);

  it("adds a token of its own at every attempt, to objects that are all announced beforehand", () => {
    if (lane === undefined) throw new Error("no lane");
    const durationMs = 700_000;
    const objects = new Set(writeOperation.objects?.(lane, durationMs));
    const details = new Set<string>();
    const load = new Map<string, number>();
    for (let attempt = 0; attempt < durationMs / lane.periodMs; attempt++) {
      const request = writeOperation.request(lane, attempt, "ns", [lane]);
      const object = request.detail?.split(" ")[0] ?? "";
      expect(objects).toContain(object);
      expect(request.path).toBe(`/api/v1/namespaces/ns/configmaps/${object}?fieldManager=kind-chaos`);
      details.add(request.detail ?? "");
      load.set(object, (load.get(object) ?? 0) + 1);
    }
    expect(details.size).toBe(7_000);
    expect(Math.max(...load.values())).toBeLessThanOrEqual(400);
  });
});

describe("backendFinder", () => {
  it("knows the control plane by the node name in the certificate", () => {
    const backendOf = backendFinder(["kc-control-plane", "kc-control-plane2"]);
    expect(backendOf("DNS:kc-control-plane2, DNS:kubernetes, DNS:localhost, IP Address:10.96.0.1")).toBe(1);
    expect(backendOf("DNS:kc-control-plane, DNS:kubernetes")).toBe(0);
    expect(backendOf("DNS:kc-control-plane3")).toBeUndefined();
    expect(backendOf("")).toBeUndefined();
  });
});

it("asks etcd's gateway with its own certificate", () => {
  expect(etcdStatusOperation.destination).toBe("etcd");
});

describe("lanes of an application", () => {
  const published = { "30080": 80, "30053/udp": 53 };
  const nodes = [
    node("control-plane", "control-plane", { ...published, "6443": 1 }),
    node("worker2", "worker", { "30080": 82, "30053/udp": 55 }),
    node("worker", "worker", { "30080": 81, "30053/udp": 54 }),
  ];
  const withWorkers = { ...cluster, nodes };
  const services = { api: { host: "10.96.0.1", port: 443 }, "workload-dns": { host: "10.96.7.7", port: 53 } };
  const places = (spec: LaneSpec) =>
    expandLanes([spec], withWorkers, 1, services).map(({ id, host, port }) => `${id} ${host}:${port}`);

  it("go to every node's or every worker's published NodePort, TCP and UDP", () => {
    expect(places(workloadHttp({ via: "each-node" }))).toEqual([
      "workload-http/control-plane/new 127.0.0.1:80",
      "workload-http/worker/new 127.0.0.1:81",
      "workload-http/worker2/new 127.0.0.1:82",
    ]);
    expect(places(workloadDns())).toEqual([
      "workload-dns/worker/new 127.0.0.1:54",
      "workload-dns/worker2/new 127.0.0.1:55",
    ]);
  });

  it("go to a Service's address from inside the cluster, which must be known", () => {
    expect(places(workloadDns({ via: "in-cluster" }))).toEqual(["workload-dns/in-cluster/new 10.96.7.7:53"]);
    expect(places(write({ via: "in-cluster" }))).toEqual(["write/in-cluster/new 10.96.0.1:443"]);
    expect(() => places(workloadHttp({ via: "in-cluster" }))).toThrow("address of workload-http");
    expect(() => expandLanes([write({ via: "in-cluster" })], { ...cluster, nodes: nodes.slice(0, 1) }, 1)).toThrow(
      "no worker to probe from",
    );
  });

  it("say whether they need the workload to be there", () => {
    expect(needWorkload([workloadLookup()])).toBe(true);
    expect(needWorkload([clusterDns(), write()])).toBe(false);
  });

  it("say how large the groups of etcd members are that they need", () => {
    const groups = [quorumWrite({ members: 5 }), write(), quorumWrite({ members: 1 })];
    expect(quorumsOf(groups)).toEqual([1, 5]);
    expect(laneName(groups[0] as LaneSpec)).toBe("quorum-write-5");
    expect(laneName(write())).toBe("write");
    expect(quorumsOf([write()])).toEqual([]);
  });
});
