import { isApplication, isApplicationOperation } from "../../model/application.ts";
import { UsageError } from "../../model/errors.ts";
import type { Scenario } from "../../model/scenario.ts";
import { at } from "../validation/place.ts";
import { operationFor } from "./asked-lanes.ts";

/** Throws UsageError, with the place, where lanes ask a workload that the scenario does not have. */
export function checkApplication({ lanes, workload }: Pick<Scenario, "lanes" | "workload">): void {
  const own = isApplication(workload) ? operationFor(workload) : undefined;
  for (const [index, { operation }] of lanes.entries())
    at(`lanes[${index}]`, () => {
      if (isApplication(workload) && operation.startsWith("workload-"))
        throw new UsageError(
          `${operation} asks the built-in workload, and the scenario brings an application of its own: ${own === undefined ? "say how it is asked (http, tcp, grpc or dns)" : `ask it with ${own}`}`,
        );
      if (!isApplicationOperation(operation) || operation === own) return;
      throw new UsageError(
        own === undefined
          ? `${operation} asks an application of your own: say which, as workload: { manifests, … } or with --app`
          : `${operation} does not fit how the application is asked: that is ${own}`,
      );
    });
}
