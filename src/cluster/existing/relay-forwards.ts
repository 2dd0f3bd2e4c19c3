import { controlPlanes, type Node, workers } from "../../model/cluster.ts";
import { workloadPorts } from "../../model/workload.ts";
import { scriptWords } from "../../node-tools/script.ts";

/** One port of a relay that leads to a port of a node. */
export interface Forward {
  readonly short: string;
  /** As a node's `ports` name it: "2379", "30053/udp". */
  readonly port: string;
  /** The node's address on the cluster's network. */
  readonly address: string;
  /** The relay's own port. */
  readonly listen: number;
  /** True for the one that leads where a published port leads, so that the two can be compared. */
  readonly isMeter: boolean;
}

/** The relay's first port; nothing else listens in it. */
const firstPort = 20_000;

const apiPort = "6443";
const etcdPort = "2379";

/**
 * The ports of nodes that any lane of the library may need and that nobody published on loopback, and one that was, an
 * API server's. Nothing where all are published.
 */
export function forwardsOf(nodes: readonly Node[]): Forward[] {
  const ofWorkloads = Object.values(workloadPorts);
  const planes = controlPlanes({ nodes });
  const wanted = [
    ...nodes.filter(({ role }) => role === "load-balancer").map((node) => [node, [apiPort]] as const),
    ...planes.map((node) => [node, [apiPort, etcdPort, ...ofWorkloads]] as const),
    ...workers({ nodes }).map((node) => [node, ofWorkloads] as const),
  ];
  const missing = wanted.flatMap(([node, ports]) =>
    ports.filter((port) => node.ports[port] === undefined).map((port) => ({ node, port, isMeter: false })),
  );
  if (missing.length === 0) return [];
  const published = planes.find(({ ports, onIpv6 = [] }) => ports[apiPort] !== undefined && !onIpv6.includes(apiPort));
  const meter = published === undefined ? [] : [{ node: published, port: apiPort, isMeter: true }];
  return [...missing, ...meter].map(({ node: { short, address }, ...forward }, index) => ({
    short,
    address,
    ...forward,
    listen: firstPort + index,
  }));
}

/** How the engine names a relay's own port: "20000/tcp". */
export function listenKey({ port, listen }: Pick<Forward, "port" | "listen">): string {
  return `${listen}/${protocolOf(port)}`;
}

/**
 * The words of a shell's script that forwards: for each port its protocol, its own number, and the node's address and
 * port. In the kernel, so that no process stands between, refusals and silence pass as they are, and UDP does too.
 */
export function forwardWords(forwards: readonly Forward[]): string[] {
  const rules = forwards.flatMap(({ port, listen, address }) => [
    protocolOf(port),
    `${listen}`,
    `${address}:${port.replace(/\/\w+$/, "")}`,
  ]);
  return scriptWords(forwardScript, ...rules);
}

const forwardScript = [
  "for tool in iptables iptables-nft iptables-legacy; do $tool -w 5 -t nat -S >/dev/null 2>&1 && break; done",
  "set -e",
  "while [ $# -ge 3 ]",
  'do $tool -w 5 -t nat -A PREROUTING -p "$1" --dport "$2" -j DNAT --to-destination "$3"; shift 3; done',
  "$tool -w 5 -t nat -A POSTROUTING -j MASQUERADE",
].join("\n");

function protocolOf(port: string): string {
  return port.endsWith("/udp") ? "udp" : "tcp";
}
