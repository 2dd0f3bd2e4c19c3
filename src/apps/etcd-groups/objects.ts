import { membersName, type QuorumSize, quorumName } from "../../model/quorum.ts";
import { type ObjectToCreate, workloadLabel } from "../workload/objects.ts";

/** etcd's own ports for clients and for the other members, here without TLS. */
const ports = { client: 2_379, peer: 2_380 } as const;

/**
 * A group of etcd members of this size in a namespace, made of the image that every node has: a StatefulSet whose pods
 * find each other by names that stay, the Service that gives them these names, and one with an address for clients.
 * Data lies on the nodes and goes with the pods.
 */
export function quorumObjects(namespace: string, image: string, size: QuorumSize): readonly ObjectToCreate[] {
  const selector = { app: membersName(size) };
  const labels = { ...selector, ...workloadLabel };
  const services = `/api/v1/namespaces/${namespace}/services`;
  const members = { name: membersName(size), namespace, labels };
  const clients = { name: quorumName(size), namespace, labels };
  return [
    { path: services, object: { metadata: members, spec: peerServiceSpec(selector) } },
    { path: services, object: { metadata: clients, spec: clientServiceSpec(selector) } },
    {
      path: `/apis/apps/v1/namespaces/${namespace}/statefulsets`,
      object: { metadata: members, spec: statefulSetSpec(namespace, image, size, selector) },
    },
  ];
}

/** Members must find each other before any of them is Ready: none is until most are there. */
function peerServiceSpec(selector: object): object {
  const port = { name: "peer", port: ports.peer, targetPort: "peer" };
  return { clusterIP: "None", publishNotReadyAddresses: true, selector, ports: [port] };
}

function clientServiceSpec(selector: object): object {
  return { selector, ports: [{ name: "client", port: ports.client, targetPort: "client" }] };
}

function statefulSetSpec(namespace: string, image: string, size: QuorumSize, selector: object): object {
  const spread = {
    maxSkew: 1,
    topologyKey: "kubernetes.io/hostname",
    // Five members share fewer workers.
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: selector },
  };
  return {
    serviceName: membersName(size),
    replicas: size,
    // One after the other, the first would wait for a quorum that never comes.
    podManagementPolicy: "Parallel",
    selector: { matchLabels: selector },
    template: {
      metadata: { labels: selector },
      spec: {
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        topologySpreadConstraints: [spread],
        containers: [container(namespace, image, size)],
        volumes: [{ name: "data", emptyDir: {} }],
      },
    },
  };
}

function container(namespace: string, image: string, size: QuorumSize): object {
  const domain = `${membersName(size)}.${namespace}.svc.cluster.local`;
  const peerUrl = (pod: string) => `http://${pod}.${domain}:${ports.peer}`;
  const names = Array.from({ length: size }, (_, index) => `${membersName(size)}-${index}`);
  return {
    name: "etcd",
    image,
    // It is in every node's image; a node without it is to say so.
    imagePullPolicy: "Never",
    command: [
      "etcd",
      "--name=$(POD_NAME)",
      "--data-dir=/data/etcd",
      `--listen-client-urls=http://0.0.0.0:${ports.client}`,
      `--advertise-client-urls=http://$(POD_NAME).${domain}:${ports.client}`,
      `--listen-peer-urls=http://0.0.0.0:${ports.peer}`,
      `--initial-advertise-peer-urls=${peerUrl("$(POD_NAME)")}`,
      `--initial-cluster=${names.map((name) => `${name}=${peerUrl(name)}`).join(",")}`,
      `--initial-cluster-token=${membersName(size)}`,
      "--initial-cluster-state=new",
      "--log-level=warn",
    ],
    env: [{ name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }],
    ports: [
      { name: "client", containerPort: ports.client },
      { name: "peer", containerPort: ports.peer },
    ],
    // Each look asks the whole group: seldom enough to be no load beside the writes.
    readinessProbe: { httpGet: { path: "/health", port: "client" }, periodSeconds: 3, timeoutSeconds: 2 },
    resources: { requests: { cpu: "10m", memory: "40Mi" } },
    volumeMounts: [{ name: "data", mountPath: "/data" }],
  };
}
