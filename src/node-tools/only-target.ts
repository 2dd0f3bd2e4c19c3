import { PlatformError } from "../model/errors.ts";
import type { ProcedureContext } from "../model/procedure.ts";

/**
 * The context of work on a whole cluster; throws PlatformError "target-unfit" where its target is several nodes: it would
 * be done once for each.
 */
export function onlyOf(context: ProcedureContext, procedure: string): ProcedureContext {
  if (context.targets.length === 1) return context;
  throw new PlatformError("target-unfit", `${procedure} is work on the whole cluster: its target is one control plane`);
}
