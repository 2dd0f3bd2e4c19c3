import type { Loopback } from "../model/node-addresses.ts";
import type { KindConfig, KindPortMapping } from "../model/topology.ts";
import { workloadPorts } from "../model/workload.ts";
import { externalMembers } from "./external-etcd-config.ts";
import { networkingOf } from "./kind-file/defaults.ts";
import { loopbackFor, reaching } from "./loopback.ts";

type Mapping = KindPortMapping;

/** etcd's client port, which is on control planes where etcd is stacked. */
const etcdPort = "2379";

/**
 * Returns the configuration with every port that any lane of the library may need published on loopback at a free port:
 * etcd's on control planes, the NodePorts of the applications on all nodes. kind publishes the API servers
 * itself. The ports do not depend on a scenario, so that scenarios share clusters. A mapping of the configuration's own
 * stays, and where it can be reached on loopback it is the one.
 */
export function withPublishedPorts(config: KindConfig): KindConfig {
  const stacked = externalMembers(config).length === 0;
  const loopback = loopbackFor(config);
  return {
    ...config,
    nodes: config.nodes.map((node) => {
      const ports = [...(stacked && node.role === "control-plane" ? [etcdPort] : []), ...Object.values(workloadPorts)];
      const own = node.extraPortMappings ?? [];
      const added = ports
        .map((port) => mappingOf(port, loopback))
        .filter((wanted) => !own.some((mapping) => serves(mapping, wanted, reachingIn(config, loopback))));
      return { ...node, extraPortMappings: [...own, ...added] };
    }),
  };
}

/** A port as a node's `ports` name it ("30053/udp"), published on loopback at a port that kind chooses. */
function mappingOf(port: string, listenAddress: Loopback): Mapping {
  const [number, protocol = "tcp"] = port.split("/");
  const mapping = { containerPort: Number(number), hostPort: 0, listenAddress };
  return protocol === "tcp" ? mapping : { ...mapping, protocol: protocol.toUpperCase() };
}

/**
 * What a configuration asks to publish beyond loopback, one line each, for a person: the harness itself never does, and
 * an own mapping of a configuration is kept as it is. kind's defaults: port mappings on all addresses, API servers on
 * 127.0.0.1.
 */
export function beyondLoopback(config: KindConfig): string[] {
  const { ipFamily, apiServerAddress: server } = networkingOf(config);
  const open = (address: string) => !/^(127\.|::1$)/.test(address);
  const ports = config.nodes.flatMap(({ role, extraPortMappings = [] }) =>
    extraPortMappings.flatMap(({ containerPort, listenAddress }) => {
      const address = listenAddress || (ipFamily === "ipv6" ? "::" : "0.0.0.0");
      return open(address) ? [`port ${containerPort} of a ${role} is published on ${address}`] : [];
    }),
  );
  const servers = open(server) ? [`the API servers are published on ${server}`] : [];
  return [...servers, ...ports].map((line) => `${line}, as the kind configuration asks: others may reach it`);
}

/** The addresses at which a mapping of the file is reached on loopback; "" is kind's default for the family. */
function reachingIn(config: KindConfig, loopback: Loopback): readonly string[] {
  const anywhere = networkingOf(config).ipFamily === "ipv6" ? "::1" : "127.0.0.1";
  return reaching[loopback].filter((address) => address !== "").concat(anywhere === loopback ? "" : []);
}

/** One whose port Docker chooses anew at each start serves no lane: the node may be started again. */
function serves(own: Mapping, wanted: Mapping, reached: readonly string[]): boolean {
  const protocolOf = ({ protocol = "TCP" }: Mapping) => protocol.toUpperCase();
  return (
    own.containerPort === wanted.containerPort &&
    own.hostPort !== -1 &&
    protocolOf(own) === protocolOf(wanted) &&
    reached.includes(own.listenAddress ?? "")
  );
}
