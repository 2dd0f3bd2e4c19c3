import type { V1Deployment, V1Node, V1Pod } from "@kubernetes/client-node";
import type { ClusterFacts } from "../../src/audit/facts.ts";

const dayMs = 86_400_000;

/** A node as the API gives it. */
export function node(name: string, zone: string | undefined, controlPlane = false): V1Node {
  return {
    metadata: {
      name,
      labels: {
        ...(zone === undefined ? {} : { "topology.kubernetes.io/zone": zone }),
        ...(controlPlane ? { "node-role.kubernetes.io/control-plane": "" } : {}),
      },
    },
    status: {
      addresses: [
        { type: "InternalIP", address: `10.0.0.${name.length + 10 * ((name.at(-1)?.charCodeAt(0) ?? 97) - 97)}` },
      ],
      nodeInfo: { kubeletVersion: "v1.37.2" } as never,
    },
  };
}

/** A Deployment with a pod on each of these nodes. */
export function deployment(
  namespace: string,
  name: string,
  nodes: readonly string[],
  pod: V1Pod["spec"] = { containers: [] },
): { deployment: V1Deployment; pods: V1Pod[] } {
  const labels = { app: name };
  const spec = { ...pod, tolerations: pod?.tolerations ?? tolerations(300) } as NonNullable<V1Pod["spec"]>;
  return {
    deployment: {
      metadata: { namespace, name },
      spec: {
        replicas: nodes.length,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec },
      },
    },
    pods: nodes.map((nodeName, index) => ({
      metadata: { namespace, name: `${name}-${index}`, labels },
      spec: { ...spec, nodeName },
      status: { phase: "Running" },
    })),
  };
}

/** What the admission plugin gives every pod. */
export function tolerations(seconds: number | undefined) {
  return ["not-ready", "unreachable"].map((taint) => ({
    key: `node.kubernetes.io/${taint}`,
    operator: "Exists",
    effect: "NoExecute",
    ...(seconds === undefined ? {} : { tolerationSeconds: seconds }),
  }));
}

function component(name: string, nodeName: string, ...flags: string[]): V1Pod {
  return {
    metadata: { namespace: "kube-system", name: `${name}-${nodeName}`, labels: { component: name } },
    spec: { nodeName, containers: [{ name, command: [name, ...flags] }] },
    status: { phase: "Running" },
  };
}

/**
 * A cluster in which an audit finds nothing: three control planes and three workers in zones a, b and c, with an
 * application and CoreDNS.
 */
export function goodCluster(): ClusterFacts {
  const zones = ["a", "b", "c"];
  const dns = deployment("kube-system", "coredns", ["worker-a", "worker-b"]);
  const web = deployment("shop", "web", ["worker-a", "worker-b", "worker-c"]);
  const now = Date.parse("2026-01-10T12:00:00Z");
  return {
    now,
    clockAhead: [-500, 500],
    version: "v1.37.2",
    nodes: zones.flatMap((zone) => [node(`control-${zone}`, zone, true), node(`worker-${zone}`, zone)]),
    pods: [
      ...zones.flatMap((zone) => [
        component("etcd", `control-${zone}`),
        component("kube-apiserver", `control-${zone}`),
      ]),
      ...dns.pods,
      ...web.pods,
    ],
    deployments: [dns.deployment, web.deployment],
    statefulSets: [],
    budgets: [
      {
        metadata: { namespace: "shop", name: "web" },
        spec: { maxUnavailable: 1 as never, selector: { matchLabels: { app: "web" } } },
      },
    ],
    volumes: [],
    claims: [],
    cronJobs: [
      {
        metadata: { namespace: "kube-system", name: "etcd-snapshot" },
        // The API's JSON has text where the client's types have a Date.
        status: { lastSuccessfulTime: new Date(now - dayMs / 4).toISOString() as never },
        spec: { schedule: "0 * * * *", jobTemplate: {} },
      },
    ],
    controlPlane: { endpoint: "api.example:6443", externalEtcd: undefined },
    services: [],
    mutatingWebhooks: [],
    validatingWebhooks: [],
    certificates: [{ what: "API server's certificate", from: now - 65 * dayMs, until: now + 300 * dayMs }],
    loadBalancers: [
      {
        kind: "haproxy",
        where: "haproxy.cfg, backend api",
        servers: [],
        check: { how: "http", method: "GET", path: "/readyz", secure: true },
        noticedMs: 6_000,
      },
    ],
    etcd: undefined,
  };
}
