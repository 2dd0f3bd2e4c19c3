import { storeName, storePod, workloadPorts } from "../../model/workload.ts";
import { type ObjectToCreate, workloadLabel } from "../workload/objects.ts";

/** Folder of a node that holds the data of stores; one folder a run. */
export const storeFolder = "/var/lib/kind-chaos/store";

/** etcd's own port for clients, here without TLS. */
export const storePort = 2_379;

const selector = { app: storeName };
const storage = "64Mi";

/**
 * An application with its data on one node, as many are: a StatefulSet of one replica of etcd, whose image every node
 * has, on a volume that is bound to the node of that name, with a NodePort. The volume is made before and bound to the
 * one claim that it is for.
 */
export function storeObjects(namespace: string, image: string, node: string): readonly ObjectToCreate[] {
  const metadata = { name: storeName, namespace, labels: { ...selector, ...workloadLabel } };
  return [
    { path: "/api/v1/persistentvolumes", object: volume(namespace, node) },
    { path: `/api/v1/namespaces/${namespace}/services`, object: { metadata, spec: serviceSpec() } },
    { path: `/apis/apps/v1/namespaces/${namespace}/statefulsets`, object: { metadata, spec: statefulSetSpec(image) } },
  ];
}

/** The name of a run's volume; volumes belong to no namespace. */
export function volumeName(namespace: string): string {
  return `${namespace}-${storeName}`;
}

function volume(namespace: string, node: string): object {
  const here = { matchExpressions: [{ key: "kubernetes.io/hostname", operator: "In", values: [node] }] };
  return {
    metadata: { name: volumeName(namespace), labels: workloadLabel },
    spec: {
      capacity: { storage },
      accessModes: ["ReadWriteOnce"],
      storageClassName: "",
      persistentVolumeReclaimPolicy: "Retain",
      claimRef: { namespace, name: `data-${storePod}` },
      hostPath: { path: `${storeFolder}/${namespace}`, type: "DirectoryOrCreate" },
      nodeAffinity: { required: { nodeSelectorTerms: [here] } },
    },
  };
}

function statefulSetSpec(image: string): object {
  const claim = { accessModes: ["ReadWriteOnce"], storageClassName: "", resources: { requests: { storage } } };
  return {
    serviceName: storeName,
    replicas: 1,
    selector: { matchLabels: selector },
    template: {
      metadata: { labels: selector },
      spec: { automountServiceAccountToken: false, enableServiceLinks: false, containers: [container(image)] },
    },
    volumeClaimTemplates: [{ metadata: { name: "data" }, spec: claim }],
  };
}

function container(image: string): object {
  return {
    name: "etcd",
    image,
    imagePullPolicy: "Never",
    command: [
      "etcd",
      "--data-dir=/data/etcd",
      `--listen-client-urls=http://0.0.0.0:${storePort}`,
      `--advertise-client-urls=http://${storeName}:${storePort}`,
      "--log-level=warn",
    ],
    ports: [{ name: "client", containerPort: storePort }],
    readinessProbe: { httpGet: { path: "/health", port: storePort }, periodSeconds: 1, failureThreshold: 2 },
    resources: { requests: { cpu: "10m", memory: "40Mi" } },
    volumeMounts: [{ name: "data", mountPath: "/data" }],
  };
}

function serviceSpec(): object {
  const port = { name: "client", port: storePort, targetPort: "client", nodePort: Number(workloadPorts.store) };
  return { type: "NodePort", selector, ports: [port] };
}
