/** etcd's own ports for clients and for the other members, here without TLS. */
export const etcdPorts = { client: 2_379, peer: 2_380 } as const;

/** Members of etcd that are the pods of one StatefulSet. */
interface EtcdMembers {
  /** Name of the StatefulSet, with which the names of its pods begin. */
  readonly set: string;
  /** The Service that gives the pods names that stay. */
  readonly peers: string;
  readonly namespace: string;
  readonly size: number;
}

/** The command of a member's container, which finds the others by their pods' names. */
export function memberCommand({ set, peers, namespace, size }: EtcdMembers): string[] {
  const domain = `${peers}.${namespace}.svc.cluster.local`;
  const peerUrl = (pod: string) => `http://${pod}.${domain}:${etcdPorts.peer}`;
  const names = Array.from({ length: size }, (_, ordinal) => `${set}-${ordinal}`);
  return [
    "etcd",
    "--name=$(POD_NAME)",
    "--data-dir=/data/etcd",
    `--listen-client-urls=http://0.0.0.0:${etcdPorts.client}`,
    `--advertise-client-urls=http://$(POD_NAME).${domain}:${etcdPorts.client}`,
    `--listen-peer-urls=http://0.0.0.0:${etcdPorts.peer}`,
    `--initial-advertise-peer-urls=${peerUrl("$(POD_NAME)")}`,
    `--initial-cluster=${names.map((name) => `${name}=${peerUrl(name)}`).join(",")}`,
    `--initial-cluster-token=${set}`,
    "--initial-cluster-state=new",
    "--log-level=warn",
  ];
}

/** What of a member's container belongs to its command. */
export const memberContainer = {
  env: [{ name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }],
  ports: [
    { name: "client", containerPort: etcdPorts.client },
    { name: "peer", containerPort: etcdPorts.peer },
  ],
  // Each look asks the whole group: seldom enough to be no load beside the writes, and no election makes it fail thrice.
  readinessProbe: { httpGet: { path: "/health", port: "client" }, periodSeconds: 3, timeoutSeconds: 2 },
};

/** Members must find each other before any of them is Ready: none is until most are there. */
export function peerServiceSpec(selector: object): object {
  const port = { name: "peer", port: etcdPorts.peer, targetPort: "peer" };
  return { clusterIP: "None", publishNotReadyAddresses: true, selector, ports: [port] };
}
