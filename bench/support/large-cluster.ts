/** Pods of one Deployment, and what is beside their labels in an API server's answer, characters. */
const replicas = 10;
const ballast = 3_000;
const namespaces = 20;
const zones = ["a", "b", "c"];

type Items = readonly object[];

/** The lists that an audit reads of a cluster of so many nodes, by their paths; some of its workloads are badly made. */
export function listsOf(nodes: number, podsOfNode: number): Readonly<Record<string, Items>> {
  const apps = Array.from({ length: Math.floor((nodes * podsOfNode) / replicas) }, (_, index) => index);
  const namespace = (index: number) => `team-${index % namespaces}`;
  const labels = (index: number) => ({ app: `app-${index}`, "app.kubernetes.io/part-of": `suite-${index % 50}` });
  return {
    "/api/v1/nodes": Array.from({ length: nodes }, (_, index) => node(index)),
    "/api/v1/pods": apps.flatMap((index) =>
      Array.from({ length: replicas }, (_, replica) => pod(index, replica, nodes, namespace(index), labels(index))),
    ),
    "/apis/apps/v1/deployments": apps.map((index) => ({
      metadata: { namespace: namespace(index), name: `app-${index}` },
      spec: {
        replicas,
        selector: { matchLabels: labels(index) },
        template: { metadata: { labels: labels(index) }, spec: { containers: [] } },
      },
    })),
    "/apis/apps/v1/statefulsets": [],
    "/apis/policy/v1/poddisruptionbudgets": apps
      .filter((index) => index % 2 === 0)
      .map((index) => ({
        metadata: { namespace: namespace(index), name: `app-${index}` },
        spec: { maxUnavailable: index % 100 === 0 ? 0 : 1, selector: { matchLabels: { app: `app-${index}` } } },
      })),
    "/api/v1/persistentvolumes": [],
    "/api/v1/persistentvolumeclaims": [],
    "/apis/batch/v1/cronjobs": [],
    "/api/v1/services": apps.map((index) => ({
      metadata: { namespace: namespace(index), name: `app-${index}` },
      spec: { selector: labels(index) },
    })),
    "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations": [],
    "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations": [
      {
        metadata: { name: "policy" },
        webhooks: [
          {
            name: "policy.example",
            clientConfig: { service: { namespace: namespace(7), name: "app-7" } },
            rules: [{ apiGroups: [""], resources: ["pods"], operations: ["CREATE"] }],
          },
        ],
      },
    ],
  };
}

function node(index: number): object {
  return {
    metadata: {
      name: `node-${index}`,
      labels: { "topology.kubernetes.io/zone": zones[index % zones.length] },
      managedFields: [{ fieldsV1: "x".repeat(ballast) }],
    },
    status: {
      nodeInfo: { kubeletVersion: "v1.37.2" },
      addresses: [{ type: "InternalIP", address: `10.${index >> 8}.${index & 255}.1` }],
      conditions: [{ type: "Ready", status: "True" }],
    },
  };
}

/** Every fiftieth application has all of its pods on one node. */
function pod(app: number, replica: number, nodes: number, namespace: string, labels: Record<string, string>): object {
  const at = app % 50 === 0 ? app % nodes : (app * replicas + replica) % nodes;
  return {
    metadata: {
      namespace,
      name: `app-${app}-6d9f-${replica}`,
      labels: { ...labels, "pod-template-hash": "6d9f" },
      ownerReferences: [{ kind: "ReplicaSet", name: `app-${app}-6d9f`, controller: true }],
      managedFields: [{ fieldsV1: "x".repeat(ballast) }],
    },
    spec: {
      nodeName: `node-${at}`,
      containers: [{ name: "main", image: "app", env: [{ name: "TEXT", value: "x".repeat(ballast) }] }],
      tolerations: ["not-ready", "unreachable"].map((taint) => ({
        key: `node.kubernetes.io/${taint}`,
        operator: "Exists",
        effect: "NoExecute",
        tolerationSeconds: 300,
      })),
      terminationGracePeriodSeconds: 30,
    },
    status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }] },
  };
}
