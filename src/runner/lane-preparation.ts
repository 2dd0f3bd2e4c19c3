import { deployQuorums } from "../apps/etcd-groups/deployment.ts";
import { type OwnApplications, readServiceAddresses } from "../apps/service-addresses.ts";
import { deployStore } from "../apps/store/deployment.ts";
import { deployWorkload } from "../apps/workload/deployment.ts";
import { findProbeNode, type ProbeNode, probeNodeLoss } from "../cluster/probe-node.ts";
import type { Untimed } from "../model/event.ts";
import { isAttemptSpec, type Lane, type ServiceAddresses } from "../model/lane.ts";
import { workloadSchema } from "../model/workload.ts";
import { expandLanes, needStore, needWorkload, probeNodeOf, quorumsOf } from "../probes/lanes/lanes.ts";
import type { RunContext } from "./context.ts";
import type { RunRequest } from "./run-request.ts";
import type { Session } from "./session.ts";

/** The lanes of a run with what they need beyond the cluster itself. */
export interface PreparedLanes {
  readonly lanes: Lane[];
  readonly services: ServiceAddresses;
  readonly probeNode: ProbeNode | undefined;
}

/** What of a run its lanes are made of. */
type PreparationRequest = Pick<RunRequest, "scenario" | "engine" | "seed" | "signal">;

/** Puts the applications that lanes ask for into the run's namespace, and finds the way into the cluster where lanes are inside. */
export async function prepareLanes(
  session: Session,
  request: PreparationRequest,
  namespace: string,
  emit: (event: Untimed) => void,
): Promise<PreparedLanes> {
  const { cluster, kube } = session;
  const specs = request.scenario.lanes.filter(isAttemptSpec);
  const own = await deployApplications(session, request, namespace, emit);
  const inside = specs.some(({ via }) => via === "in-cluster");
  const services = inside ? await readServiceAddresses(kube, namespace, own) : {};
  const probeNode = inside ? await findProbeNode(request.engine, probeNodeOf(cluster)) : undefined;
  if (probeNode !== undefined)
    emit({ type: "note", text: `lanes in-cluster are in the network of ${probeNode.node.short}` });
  return { lanes: expandLanes(specs, cluster, request.seed, services), services, probeNode };
}

async function deployApplications(
  { cluster, kube }: Session,
  { scenario, engine, signal }: PreparationRequest,
  namespace: string,
  emit: (event: Untimed) => void,
): Promise<OwnApplications> {
  const specs = scenario.lanes.filter(isAttemptSpec);
  const own = { workload: needWorkload(specs), store: needStore(specs), quorums: quorumsOf(specs) };
  const ways = { kube, engine, cluster, namespace };
  if (own.workload) {
    emit({ type: "phase", name: "workload", edge: "begin" });
    const shape = workloadSchema.parse(scenario.workload ?? {});
    emit({ type: "workload", namespace, ...(await deployWorkload(kube, cluster, namespace, shape, signal)) });
    emit({ type: "phase", name: "workload", edge: "end" });
  }
  if (own.store) {
    emit({ type: "phase", name: "store", edge: "begin" });
    emit({ type: "store", ...(await deployStore(ways, signal)) });
    emit({ type: "phase", name: "store", edge: "end" });
  }
  if (own.quorums.length > 0) {
    emit({ type: "phase", name: "groups of etcd members", edge: "begin" });
    emit({ type: "note", text: await deployQuorums(ways, own.quorums, signal) });
    emit({ type: "phase", name: "groups of etcd members", edge: "end" });
  }
  return own;
}

/** Journals an error where the lanes from inside the cluster did not have the cluster's network all the time: the run then shows nothing. */
export async function checkProbeNode({
  engine,
  probeNode,
  emit,
}: Pick<RunContext, "engine" | "probeNode" | "emit">): Promise<void> {
  const loss = probeNode === undefined ? undefined : await probeNodeLoss(engine, probeNode);
  if (loss !== undefined) emit({ type: "error", code: "probe-node-lost", message: loss });
}
