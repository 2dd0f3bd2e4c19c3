import type { LaneSpec } from "kind-chaos";
import { workloadDns } from "kind-chaos/operations/workload-dns";
import { workloadHttp } from "kind-chaos/operations/workload-http";

/**
 * What a scenario about the control plane watches of an application, so that it shows whether applications notice:
 * every worker's NodePort.
 */
export const applicationLanes: readonly LaneSpec[] = [
  workloadHttp({ via: "each-worker", connection: "new", hz: 5 }),
  workloadHttp({ via: "each-worker", connection: "reused", hz: 5 }),
  workloadDns({ via: "each-worker", hz: 5 }),
];

/**
 * The ids of the lanes that reach the application through these workers on new connections, as `applicationLanes` make
 * them.
 */
export function newThrough(...workers: readonly string[]): string[] {
  return workers.flatMap((node) => [`workload-http/${node}/new`, `workload-dns/${node}/new`]);
}
