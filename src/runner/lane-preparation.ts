import { deployQuorums } from "../apps/etcd-groups/deployment.ts";
import { type OwnApplications, readServiceAddresses } from "../apps/service-addresses.ts";
import { deployStore } from "../apps/store/deployment.ts";
import { deployWorkload } from "../apps/workload/deployment.ts";
import { findVantage, type Vantage, vantageLoss } from "../cluster/probe-node.ts";
import { isAttemptSpec, type Lane, type ServiceAddresses } from "../model/lane.ts";
import { workloadSchema } from "../model/workload.ts";
import { expandLanes, needStore, needWorkload, quorumsOf, vantageOf } from "../probes/lanes/lanes.ts";
import type { RunContext, Untimed } from "./context.ts";
import type { RunRequest } from "./run.ts";
import type { Session } from "./session.ts";

/** The lanes of a run with what they need beyond the cluster itself. */
export interface PreparedLanes {
  readonly lanes: Lane[];
  readonly services: ServiceAddresses;
  readonly vantage: Vantage | undefined;
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
  const vantage = inside ? await findVantage(request.engine, vantageOf(cluster)) : undefined;
  if (vantage !== undefined)
    emit({ type: "note", text: `lanes in-cluster are in the network of ${vantage.node.short}` });
  return { lanes: expandLanes(specs, cluster, request.seed, services), services, vantage };
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
export async function checkVantage({
  engine,
  vantage,
  emit,
}: Pick<RunContext, "engine" | "vantage" | "emit">): Promise<void> {
  const loss = vantage === undefined ? undefined : await vantageLoss(engine, vantage);
  if (loss !== undefined) emit({ type: "error", code: "vantage-lost", message: loss });
}
