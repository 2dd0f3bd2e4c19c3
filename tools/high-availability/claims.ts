/** A row of docs/high-availability.md. */
export interface Claim {
  /** The scenario that shows it. */
  readonly scenario: string;
  /** Which of its guarantees measured what the row claims, by the words of its promise; null: no length of time shows it. */
  readonly guarantee: RegExp | null;
}

/** Lengths of time have had two spellings: "120s", and "2 min". */
const steady = (step: string) => new RegExp(`^steady again within [\\d a-z]+ after ${step}`);
const ejected = /new connections stop meeting the target of/;
const writesOut = /^write\/api\/\S+ (?:never out|taken together answer)/;
const appOut = /^workload-http\S*, workload-dns\S*.* never out longer/;
const singlePoint = /: single point of failure, out while/;
const untilReplaced = /: out after \S+ for detection/;
const apiAnswers = /^\*\/api\/\* taken together answer/;
const serves = /^a replica made for \S+ serves within/;
const some = /attempts fail for at most/;
const address = /^address-connect\/\*\/\* never out longer/;
/** Of a load balancer that is frozen only requests tell. */
const requests = /^cached-read\/api\/new never out longer/;

/** The claims of docs/high-availability.md, in the order of its rows. */
export const claims: readonly Claim[] = [
  { scenario: "etcd-leader-kill", guarantee: writesOut },
  { scenario: "control-plane-kill", guarantee: writesOut },
  { scenario: "etcd-partition", guarantee: writesOut },
  { scenario: "etcd-majority", guarantee: steady("majority-down") },
  { scenario: "two-members", guarantee: steady("one-down") },
  { scenario: "four-members", guarantee: steady("two-down") },
  { scenario: "single-control-plane", guarantee: singlePoint },
  { scenario: "external-etcd-minority", guarantee: writesOut },
  { scenario: "one-etcd-is-not-enough", guarantee: singlePoint },
  { scenario: "lb-health-check", guarantee: ejected },
  { scenario: "apiserver-hang", guarantee: ejected },
  { scenario: "control-plane-kill", guarantee: ejected },
  { scenario: "etcd-minority", guarantee: ejected },
  { scenario: "lb-kill", guarantee: singlePoint },
  { scenario: "lb-kill", guarantee: appOut },
  { scenario: "lb-failover", guarantee: address },
  { scenario: "lb-handover", guarantee: address },
  { scenario: "lb-haproxy-stop", guarantee: address },
  { scenario: "lb-haproxy-stop-slow", guarantee: address },
  { scenario: "lb-freeze", guarantee: requests },
  { scenario: "certificate-expired", guarantee: null },
  { scenario: "certificate-renewal", guarantee: some },
  { scenario: "controller-manager-failover", guarantee: /^another controller-manager leads/ },
  { scenario: "scheduler-failover", guarantee: /^another scheduler leads/ },
  { scenario: "etcd-leases", guarantee: null },
  { scenario: "rolling-control-plane-restart", guarantee: apiAnswers },
  { scenario: "etcd-snapshot-restore", guarantee: steady("data-loss") },
  { scenario: "etcd-snapshot-restore", guarantee: /^everything acknowledged before the snapshot/ },
  { scenario: "etcd-out-of-space", guarantee: steady("full") },
  { scenario: "all-control-planes-down", guarantee: appOut },
  { scenario: "single-replica", guarantee: untilReplaced },
  { scenario: "co-located-replicas", guarantee: untilReplaced },
  { scenario: "worker-kill", guarantee: appOut },
  { scenario: "worker-kill", guarantee: some },
  { scenario: "worker-kill", guarantee: serves },
  { scenario: "two-workers-lost", guarantee: /carry all replicas within/ },
  { scenario: "kubelet-stop", guarantee: appOut },
  { scenario: "kube-proxy-kill", guarantee: /wait until agent-dead is over/ },
  { scenario: "pod-network-partition", guarantee: appOut },
  { scenario: "local-volume-loss", guarantee: singlePoint },
  { scenario: "replicated-data", guarantee: /^store-write\/.* never out longer/ },
  { scenario: "dns-replica-loss", guarantee: untilReplaced },
  { scenario: "dns-replicas-spread", guarantee: /taken together answer/ },
  { scenario: "dns-replicas-spread", guarantee: some },
  { scenario: "zone-outage", guarantee: apiAnswers },
  { scenario: "zone-outage", guarantee: appOut },
  { scenario: "two-zones", guarantee: steady("zone-down") },
  { scenario: "node-drain", guarantee: steady("drain") },
  { scenario: "rolling-worker-maintenance", guarantee: steady("maintenance-\\d") },
  { scenario: "impossible-budget", guarantee: steady("drain") },
  { scenario: "webhook-deadlock", guarantee: /: out from \S+ until bypass/ },
  { scenario: "webhook-replicas-spread", guarantee: serves },
  { scenario: "adding-workers-is-not-application-ha", guarantee: untilReplaced },
  { scenario: "even-members-are-not-better", guarantee: steady("two-down") },
  { scenario: "one-etcd-is-not-enough", guarantee: singlePoint },
  { scenario: "more-control-planes-are-not-faster", guarantee: null },
];
