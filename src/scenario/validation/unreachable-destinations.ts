import { plannedArguments } from "../../cluster/kind-file/component-arguments.ts";
import { KindFileProblem } from "../../cluster/kind-file/problem.ts";
import { balancersOf } from "../../cluster/virtual-address/virtual-address-config.ts";
import type { Destination } from "../../model/lane.ts";
import type { KindConfig, Topology } from "../../model/topology.ts";
import {
  containerPorts,
  needApplication,
  needSharedAddress,
  needStore,
  needWorkload,
} from "../../probes/lanes/lanes.ts";

/** kube-apiserver's default (kubernetes pkg/kubeapiserver/options/options.go). */
const stockRange = "30000-32767";

/**
 * Why a topology has nothing that a lane could ask, or no port for it, in words for a person; undefined where it has.
 * Known before anything is created.
 */
export function whyUnreachable(destination: Destination, { config, nodes }: Topology): string | undefined {
  if (needSharedAddress([{ destination }]) && balancersOf(config) === undefined)
    return "there are no two load balancers that share an address: use the topology two-load-balancers or slow-virtual-address";
  const isApplication =
    needWorkload([{ destination }]) || needApplication([{ destination }]) || needStore([{ destination }]);
  if (!isApplication) return undefined;
  const kubernetesNodes = nodes.filter(({ role }) => role === "control-plane" || role === "worker");
  // kind lets pods on a control plane only where it is the one node.
  if (kubernetesNodes.length > 1 && !kubernetesNodes.some(({ role }) => role === "worker"))
    return "there is no worker for its application: add a node with role worker";
  const port = Number.parseInt(containerPorts[destination] ?? "", 10);
  const range = nodePortRange(config);
  const [from = 0, to = 65_535] = range.split("-").map(Number);
  if (Number.isNaN(port) || (port >= from && port <= to)) return undefined;
  return `its port ${port} is outside of service-node-port-range ${range}: widen that`;
}

function nodePortRange(config: KindConfig): string {
  try {
    const text = plannedArguments(config, "1.37.0")["kube-apiserver"]["service-node-port-range"];
    return text !== undefined && /^\d+-\d+$/.test(text) ? text : stockRange;
  } catch (error) {
    // Patches for another version of Kubernetes; whether they can be applied is said where one is known.
    if (error instanceof KindFileProblem) return stockRange;
    throw error;
  }
}
