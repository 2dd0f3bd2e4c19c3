import type { LaneSpec } from "../model/lane.ts";
import type { Topology } from "../model/topology.ts";
import { workloadPorts } from "../model/workload.ts";
import { needStore, needWorkload, nodesOnTheWay, portFor } from "../probes/lanes/lanes.ts";

/** Why a scenario's lanes cannot be on this machine (`noEntry` says why not inside the cluster) or on this topology; undefined where they can. */
export function unreachableLanes(
  lanes: readonly LaneSpec[],
  topology: Topology,
  noEntry: string | undefined,
): string | undefined {
  if (noEntry !== undefined && lanes.some(({ via }) => via === "in-cluster"))
    return `its lanes via "in-cluster" are unsupported here: ${noEntry}; they need root on the Docker engine's own machine`;
  const [unpublished] = lanes.flatMap((spec) => unpublishedPort(spec, topology) ?? []);
  if (unpublished !== undefined) return unpublished;
  const { http } = workloadPorts;
  if (!needWorkload(lanes) || topology.config.nodes.some((_, index) => publishes(topology, index, http)))
    return undefined;
  return `the topology ${topology.name} publishes the workload's NodePort ${http} on no node`;
}

function unpublishedPort(spec: LaneSpec, topology: Topology): string | undefined {
  const port = portFor(spec);
  // kind publishes the API servers by itself; etcd's port is asked of every topology.
  if (port === undefined || !(needWorkload([spec]) || needStore([spec]))) return undefined;
  const without = nodesOnTheWay(spec.via, topology).find(
    (node) => !publishes(topology, topology.nodes.indexOf(node), port),
  );
  if (without === undefined) return undefined;
  const [number, protocol = "tcp"] = port.split("/");
  return (
    `${spec.operation} via ${spec.via}: the topology ${topology.name} does not publish port ${port} of ${without.short}: ` +
    `add { containerPort: ${number}, hostPort: 0, listenAddress: 127.0.0.1, protocol: ${protocol.toUpperCase()} } to its extraPortMappings`
  );
}

/** Whether the node of this place in the configuration publishes a port; planned nodes come in the same order. */
function publishes({ config }: Topology, index: number, port: string): boolean {
  const [number, protocol = "tcp"] = port.split("/");
  return (config.nodes[index]?.extraPortMappings ?? []).some(
    (mapping) => mapping.containerPort === Number(number) && (mapping.protocol ?? "TCP").toLowerCase() === protocol,
  );
}
