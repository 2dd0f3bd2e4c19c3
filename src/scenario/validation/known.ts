import type { GuaranteeDefinition } from "../../analysis/verdict/guarantee-definition.ts";
import type { FaultDefinition } from "../../model/fault.ts";
import type { ProcedureDefinition } from "../../model/procedure.ts";
import type { TargetDefinition } from "../../model/target.ts";
import type { Topology } from "../../model/topology.ts";
import type { AnyOperation } from "../../probes/operation.ts";

/** Everything that a scenario may name: loaded once, and passed to whatever checks or carries out scenarios. */
export interface Known {
  readonly faults: ReadonlyMap<string, FaultDefinition>;
  readonly procedures: ReadonlyMap<string, ProcedureDefinition>;
  readonly targets: ReadonlyMap<string, TargetDefinition>;
  readonly guarantees: ReadonlyMap<string, GuaranteeDefinition>;
  readonly operations: ReadonlyMap<string, AnyOperation>;
  /** The topologies of the library by their names; a scenario may also name a file. */
  readonly topologies: ReadonlyMap<string, Topology>;
}
