import { controlPlanes } from "../model/cluster.ts";
import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { operatorOf } from "../node-tools/drain.ts";
import { underNoKey } from "../node-tools/encryption-evidence.ts";
import { encryptionMs, encryptNothing } from "../node-tools/encryption-steps.ts";

/** Takes back what encryption-key-rotation did: secrets lie in etcd as they did before it, on all control planes. */
export function encryptionSwitchOff(on: TargetSpec): ProcedureSpec {
  return procedureOn(definition, on, {});
}

const definition = defineProcedure({
  name: "encryption-switch-off",
  summary: "encryption of secrets in etcd taken back: all written plainly, the API servers as they were, no key kept",
  fromOutside:
    "The API servers go on to read what is encrypted until nothing is; then they start anew without it, one after another.",
  describe: () => "encryption of secrets in etcd taken back",
  actions: ({ cluster }) => encryptNothing(cluster, operatorOf(cluster)),
  takesMs: encryptionMs,
  restarts: ({ cluster }) => controlPlanes(cluster),
  lasting: "API servers are started anew",
  done: (runtime, { cluster, namespace }) => underNoKey(runtime, { cluster, first: operatorOf(cluster), namespace }),
});

export default definition;
