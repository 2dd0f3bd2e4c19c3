import { readServiceAddresses } from "../cluster/service-addresses.ts";
import { findVantage, type Vantage, vantageLoss } from "../cluster/vantage.ts";
import { isAttemptSpec, type Lane, type ServiceAddresses } from "../model/lane.ts";
import { workloadSchema } from "../model/workload.ts";
import { expandLanes, needStore, needWorkload, vantageOf } from "../probes/lanes.ts";
import type { RunContext, Untimed } from "./context.ts";
import type { RunRequest } from "./run.ts";
import type { Session } from "./session.ts";
import { deployStore } from "./store.ts";
import { deployWorkload } from "./workload.ts";

/** The lanes of a run with what they need beyond the cluster itself. */
export interface PreparedLanes {
  readonly lanes: Lane[];
  readonly services: ServiceAddresses;
  readonly vantage: Vantage | undefined;
}

/** Puts the workload and the store into the run's namespace where lanes ask for it, and finds the way into the cluster where lanes are inside. */
export async function prepareLanes(
  session: Session,
  { scenario, engine, seed, signal }: Pick<RunRequest, "scenario" | "engine" | "seed" | "signal">,
  namespace: string,
  emit: (event: Untimed) => void,
): Promise<PreparedLanes> {
  const { cluster, kube } = session;
  const specs = scenario.lanes.filter(isAttemptSpec);
  const withWorkload = needWorkload(specs);
  if (withWorkload) {
    emit({ type: "phase", name: "workload", edge: "begin" });
    const shape = workloadSchema.parse(scenario.workload ?? {});
    emit({ type: "workload", namespace, ...(await deployWorkload(kube, cluster, namespace, shape, signal)) });
    emit({ type: "phase", name: "workload", edge: "end" });
  }
  const withStore = needStore(specs);
  if (withStore) {
    emit({ type: "phase", name: "store", edge: "begin" });
    emit({ type: "store", ...(await deployStore({ kube, engine, cluster, namespace }, signal)) });
    emit({ type: "phase", name: "store", edge: "end" });
  }
  const inside = specs.some(({ via }) => via === "in-cluster");
  const services = inside
    ? await readServiceAddresses(kube, withWorkload ? namespace : undefined, withStore ? namespace : undefined)
    : {};
  const vantage = inside ? await findVantage(engine, vantageOf(cluster)) : undefined;
  if (vantage !== undefined)
    emit({ type: "note", text: `lanes in-cluster are in the network of ${vantage.node.short}` });
  return { lanes: expandLanes(specs, cluster, seed, services), services, vantage };
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
