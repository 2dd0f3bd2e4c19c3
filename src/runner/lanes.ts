import { applicationsFor } from "../apps/applications.ts";
import { readServiceAddresses } from "../apps/service-addresses.ts";
import { findProbeNode, type ProbeNode, probeNodeLoss } from "../cluster/probe-node.ts";
import { sharedAddress } from "../cluster/virtual-address/shared-address.ts";
import { askOf, isApplicationOperation } from "../model/application.ts";
import { isAttemptSpec, isWatchSpec, type Lane, type ServiceAddresses, type WatchLane } from "../model/lane.ts";
import { containerPorts, expandLanes, needSharedAddress, probeNodeOf } from "../probes/lanes/lanes.ts";
import { expandWatches } from "../probes/lanes/watch-lanes.ts";
import type { RunContext } from "./context.ts";
import type { RunRequest } from "./run-request.ts";
import type { Session } from "./session.ts";

/** The lanes of a run on its cluster, with the way into the cluster's network where some are inside. */
export interface RunLanes {
  readonly lanes: Lane[];
  readonly watches: WatchLane[];
  readonly services: ServiceAddresses;
  readonly probeNode: ProbeNode | undefined;
}

/** Lanes that listen to what the application is made of, which may be in a namespace that is not the run's. */
const ofApplication: readonly string[] = ["watch-pods", "watch-endpoints"];

/** Finds where the lanes of a scenario go to; the applications that they ask for are in the namespace already. */
export async function findLanes(
  { cluster, kube }: Session,
  { planned: { scenario, seed }, engine, recording }: RunRequest,
  namespace: string,
): Promise<RunLanes> {
  const specs = scenario.lanes.filter(isAttemptSpec);
  const inside = specs.some(({ via }) => via === "in-cluster");
  const applications = applicationsFor(specs, scenario.workload);
  const { application } = applications;
  const services = {
    ...(inside ? await readServiceAddresses(kube, namespace, applications) : {}),
    ...(needSharedAddress(specs)
      ? { "virtual-address": { host: await sharedAddress(engine, cluster.name), port: Number(containerPorts.api) } }
      : {}),
  };
  const probeNode = inside ? await findProbeNode(engine, probeNodeOf(cluster)) : undefined;
  if (probeNode !== undefined) {
    const way = "pid" in probeNode.place ? "" : ", in a container beside it";
    recording.emit({ type: "note", text: `lanes in-cluster are in the network of ${probeNode.node.short}${way}` });
  }
  const ask = application === undefined ? undefined : askOf(application)?.ask;
  const isAsked = ({ operation }: Lane) => ask !== undefined && isApplicationOperation(operation);
  const lanes = expandLanes(specs, cluster, seed, services).map((lane) => (isAsked(lane) ? { ...lane, ask } : lane));
  const elsewhere = application?.namespace === undefined ? {} : { namespace: application.namespace };
  const watches = expandWatches(scenario.lanes.filter(isWatchSpec), cluster, seed, lanes.length).map((watch) =>
    ofApplication.includes(watch.operation) ? { ...watch, ...elsewhere } : watch,
  );
  return { lanes, watches, services, probeNode };
}

/**
 * Journals an error where the lanes from inside the cluster did not have the cluster's network all the time: the run
 * then shows nothing.
 */
export async function checkProbeNode({
  engine,
  probeNode,
  emit,
}: Pick<RunContext, "engine" | "probeNode" | "emit">): Promise<void> {
  const loss = probeNode === undefined ? undefined : await probeNodeLoss(engine, probeNode);
  if (loss !== undefined) emit({ type: "error", code: "probe-node-lost", message: loss });
}
