import type { GuaranteeDefinition } from "../../analysis/verdict/guarantee-definition.ts";
import type { FaultDefinition } from "../../model/fault.ts";
import type { ProcedureDefinition } from "../../model/procedure.ts";
import type { AnyOperation } from "../../probes/operation.ts";

/** Everything that a scenario may name. */
export interface Known {
  readonly faults: ReadonlyMap<string, FaultDefinition>;
  readonly procedures: ReadonlyMap<string, ProcedureDefinition>;
  readonly guarantees: ReadonlyMap<string, GuaranteeDefinition>;
  readonly operations: ReadonlyMap<string, AnyOperation>;
  topologyFile(name: string): string;
}
