/** What lanes of an operation are to people who do not know it; of others the operation's own name says it. */
const nouns: Readonly<Record<string, string>> = {
  "*": "requests",
  write: "writes",
  "create-and-delete": "creations and deletions",
  "quorum-read": "reads",
  "fresh-read": "reads",
  "cached-read": "reads",
  "consistent-list": "lists",
  "secret-write": "writes of a Secret",
  "secret-read": "reads of a Secret",
  readyz: "readiness checks",
  "workload-http": "requests to the workload",
  "workload-dns": "DNS queries to the workload",
  "workload-lookup": "lookups of the workload's name",
  "app-http": "requests to the application",
  "app-tcp": "connections to the application",
  "app-grpc": "health checks of the application",
  "app-dns": "DNS queries to the application",
  "cluster-dns": "DNS lookups",
  "address-connect": "connections to the virtual address",
  "store-write": "writes to the store",
  "etcd-status": "answers of etcd",
  "etcd-lease": "renewals of leases",
  lease: "looks at leases",
};

/** Who is served by lanes of these patterns, in plain words and the plural: "writes", "reads and writes". */
export function clientsOf(lanes: string | readonly string[]): string {
  const patterns = [lanes].flat();
  const words = [...new Set(patterns.map((pattern) => clientOf(pattern.split("/")[0] ?? "")))];
  const last = words.pop() ?? "requests";
  const where = wayOf(patterns);
  return `${words.length === 0 ? last : `${words.join(", ")} and ${last}`}${where}`;
}

function clientOf(operation: string): string {
  if (Object.hasOwn(nouns, operation)) return nouns[operation] as string;
  return operation.startsWith("watch") ? "watches" : `${operation} requests`;
}

/** Lanes that do not go the clients' own way, through the load balancer, say where they go. */
function wayOf(patterns: readonly string[]): string {
  const ways = [...new Set(patterns.map((pattern) => pattern.split("/")[1] ?? "*"))];
  if (ways.length === 0 || ways.some((way) => ["*", "api", "lb", "server"].includes(way))) return "";
  return ways.includes("in-cluster") ? " from inside the cluster" : ` through ${ways.join(", ")}`;
}
