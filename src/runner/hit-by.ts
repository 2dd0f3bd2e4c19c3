import type { ProcedureContext, ProcedureDefinition } from "../model/procedure.ts";

/** The short names of the nodes on which a procedure replaces or ends what runs, with the component where it is one. */
export function hitBy(
  { upgrading, restarts, restartedComponent: component }: ProcedureDefinition,
  places: readonly ProcedureContext[],
): string[] {
  const nodes = places.flatMap((context) => {
    if (upgrading !== undefined) return upgrading.atOnce === true ? context.cluster.nodes : [context.node];
    return restarts?.(context) ?? [];
  });
  return [...new Set(nodes.map(({ short }) => (component === undefined ? short : `${short}/${component}`)))];
}
