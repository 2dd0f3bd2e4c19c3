/** What scenarios are chosen by with --tag: every tag there is, and what is true of the scenarios that have it. */
export const tags = {
  "api-server": "takes API servers away, or freezes them",
  capacity: "leaves fewer nodes than the replicas have room on",
  certificates: "is about how long certificates are good",
  "control-plane": "is about the API, etcd or what runs beside them",
  disaster: "loses what only a backup brings back",
  dns: "is about the cluster's own DNS",
  etcd: "takes etcd members away",
  "even-members": "has an even number of etcd members",
  "external-etcd": "has etcd in containers of its own",
  "leader-election": "is about the leaders of controllers",
  "load-balancer": "is about the load balancer before the API servers",
  maintenance: "does what operators do on purpose: drains and restarts",
  myth: "puts a belief about high availability to the test",
  network: "cuts or slows the network",
  node: "takes whole nodes away",
  quorum: "is about how many etcd members must agree",
  rescheduling: "follows lost replicas to their replacements",
  "single-point-of-failure": "shows what nothing stands in for",
  storage: "is about data on disks",
  "virtual-address": "has two load balancers that share one address",
  webhook: "has an admission webhook that fails closed",
  worker: "is about workers and what runs on them",
  workload: "measures applications, not the API",
  zone: "loses a zone",
} as const satisfies Readonly<Record<string, string>>;
export type Tag = keyof typeof tags;

/** Every tag, in alphabetical order. */
export const tagNames = (Object.keys(tags) as Tag[]).toSorted();
