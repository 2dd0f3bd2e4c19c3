import { membersName, type QuorumSize, quorumName } from "../../model/quorum.ts";
import { etcdPorts, memberCommand, memberContainer, peerServiceSpec } from "../etcd-members.ts";
import { type ObjectToCreate, workloadLabel } from "../workload/objects.ts";

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

function clientServiceSpec(selector: object): object {
  return { selector, ports: [{ name: "client", port: etcdPorts.client, targetPort: "client" }] };
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
  const set = membersName(size);
  return {
    name: "etcd",
    image,
    // It is in every node's image; a node without it is to say so.
    imagePullPolicy: "Never",
    command: memberCommand({ set, peers: set, namespace, size }),
    ...memberContainer,
    resources: { requests: { cpu: "10m", memory: "40Mi" } },
    volumeMounts: [{ name: "data", mountPath: "/data" }],
  };
}
