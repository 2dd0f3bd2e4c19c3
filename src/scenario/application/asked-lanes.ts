import { type ApplicationOptions, applicationOperations, protocolOf } from "../../model/application.ts";
import type { Connection, LaneSpec, Via } from "../../model/lane.ts";
import { connectionsOf, laneOf } from "../../probes/operation.ts";
import type { Known } from "../validation/known.ts";

/** As often as the library asks its own workload, attempts a second. */
const hz = 5;

/** The operation that asks an application; undefined where nobody asks it. */
export function operationFor(application: ApplicationOptions): string | undefined {
  const protocol = protocolOf(application);
  return protocol === undefined ? undefined : applicationOperations[protocol];
}

/**
 * The lanes on which an application is asked: through each worker, where there are none through each node, and from
 * inside the cluster where that can be, on new connections and on one that stays, as far as its protocol has these.
 */
export function askedLanes(
  application: ApplicationOptions,
  known: Known,
  { inside, workers }: { readonly inside: boolean; readonly workers: number },
): LaneSpec[] {
  const operation = known.operations.get(operationFor(application) ?? "");
  if (operation === undefined || operation.protocol === "watch") return [];
  const nodes = workers === 0 ? "each-node" : "each-worker";
  const ways: Via[] = inside && workers > 0 ? [nodes, "in-cluster"] : [nodes];
  // Where this machine cannot ask from inside, that is said as of any other lane.
  const possible = isAskedInside(application) ? (["in-cluster"] as const) : ways;
  return possible.flatMap((via) =>
    connectionsOf(operation).map((connection) => laneOf(operation, { via, connection, hz })),
  );
}

/** Whether an application is asked from inside the cluster alone: from outside every connection seems to stand. */
export function isAskedInside(application: ApplicationOptions): boolean {
  return protocolOf(application) === "tcp";
}

/** The connection of an application's lanes that stands for one of the built-in workload's; undefined where none does. */
export function connectionFor(application: ApplicationOptions, connection: string): Connection | "*" | undefined {
  const protocol = protocolOf(application);
  if (connection === "new" || connection === "*") return connection;
  if (protocol === "http") return "reused";
  return protocol === "grpc" ? "http2" : undefined;
}
