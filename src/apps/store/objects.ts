import type { Settings } from "../../model/settings.ts";
import { storeName, workloadPorts } from "../../model/workload.ts";
import { etcdPorts, memberCommand, memberContainer, peerServiceSpec } from "../etcd-members.ts";
import { type ObjectToCreate, workloadLabel } from "../workload/objects.ts";

/** Folder of a node that holds the data of stores; one folder a run. */
export const storeFolder = "/var/lib/kind-chaos/store";

/** etcd's own port for clients, here without TLS. */
export const storePort = etcdPorts.client;

const selector = { app: storeName };
const storage = "64Mi";

/** The Service that gives the members of a group names that stay. */
const peersName = `${storeName}-peers`;

/** What a store is made of. */
interface StoreParts {
  /** etcd's image, which every node has. */
  readonly image: string;
  /** The nodes that the members' data is on, one of each; of one node the store is no group. */
  readonly nodes: readonly string[];
  /** The timings of a group's elections. */
  readonly timings: Pick<Settings["etcd"], "heartbeatMs" | "electionMs">;
}

/**
 * An application with its data on its nodes' disks: a StatefulSet of etcd, of one replica as many are or of members that
 * agree, each on a volume that is bound to its node, with a NodePort. The volumes are made before, each bound to the one
 * claim that it is for.
 */
export function storeObjects(namespace: string, parts: StoreParts): readonly ObjectToCreate[] {
  const labels = { ...selector, ...workloadLabel };
  const metadata = { name: storeName, namespace, labels };
  const services = `/api/v1/namespaces/${namespace}/services`;
  const peers = { metadata: { ...metadata, name: peersName }, spec: peerServiceSpec(selector) };
  return [
    ...parts.nodes.map((node, ordinal) => ({
      path: "/api/v1/persistentvolumes",
      object: volume(namespace, node, ordinal),
    })),
    ...(isGroup(parts) ? [{ path: services, object: peers }] : []),
    { path: services, object: { metadata, spec: serviceSpec() } },
    {
      path: `/apis/apps/v1/namespaces/${namespace}/statefulsets`,
      object: { metadata, spec: statefulSetSpec(namespace, parts) },
    },
  ];
}

function isGroup({ nodes }: StoreParts): boolean {
  return nodes.length > 1;
}

/** Tells by its name a store's volume, also one that an earlier release left; volumes belong to no namespace. */
export function isStoreVolume(name: string): boolean {
  return /-store(?:-\d+)?$/.test(name);
}

function volume(namespace: string, node: string, ordinal: number): object {
  const here = { matchExpressions: [{ key: "kubernetes.io/hostname", operator: "In", values: [node] }] };
  const pod = `${storeName}-${ordinal}`;
  return {
    metadata: { name: `${namespace}-${pod}`, labels: workloadLabel },
    spec: {
      capacity: { storage },
      accessModes: ["ReadWriteOnce"],
      storageClassName: "",
      persistentVolumeReclaimPolicy: "Retain",
      claimRef: { namespace, name: `data-${pod}` },
      hostPath: { path: `${storeFolder}/${namespace}`, type: "DirectoryOrCreate" },
      nodeAffinity: { required: { nodeSelectorTerms: [here] } },
    },
  };
}

function statefulSetSpec(namespace: string, parts: StoreParts): object {
  const claim = { accessModes: ["ReadWriteOnce"], storageClassName: "", resources: { requests: { storage } } };
  return {
    serviceName: isGroup(parts) ? peersName : storeName,
    replicas: parts.nodes.length,
    // One after the other, the first of a group would wait for a quorum that never comes.
    ...(isGroup(parts) ? { podManagementPolicy: "Parallel" } : {}),
    selector: { matchLabels: selector },
    template: {
      metadata: { labels: selector },
      spec: {
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        containers: [
          {
            name: "etcd",
            image: parts.image,
            imagePullPolicy: "Never",
            ...(isGroup(parts) ? memberOf(namespace, parts) : alone),
            resources: { requests: { cpu: "10m", memory: "40Mi" } },
            volumeMounts: [{ name: "data", mountPath: "/data" }],
          },
        ],
      },
    },
    volumeClaimTemplates: [{ metadata: { name: "data" }, spec: claim }],
  };
}

const alone = {
  command: [
    "etcd",
    "--data-dir=/data/etcd",
    `--listen-client-urls=http://0.0.0.0:${storePort}`,
    `--advertise-client-urls=http://${storeName}:${storePort}`,
    "--log-level=warn",
  ],
  ports: [{ name: "client", containerPort: storePort }],
  readinessProbe: { httpGet: { path: "/health", port: storePort }, periodSeconds: 1, failureThreshold: 2 },
};

function memberOf(namespace: string, { nodes, timings }: StoreParts): object {
  const command = memberCommand({ set: storeName, peers: peersName, namespace, size: nodes.length });
  const flags = [`--heartbeat-interval=${timings.heartbeatMs}`, `--election-timeout=${timings.electionMs}`];
  return { ...memberContainer, command: [...command, ...flags] };
}

function serviceSpec(): object {
  const port = { name: "client", port: storePort, targetPort: "client", nodePort: Number(workloadPorts.store) };
  return { type: "NodePort", selector, ports: [port] };
}
