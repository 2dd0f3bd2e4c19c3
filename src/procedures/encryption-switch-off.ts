import { controlPlanes } from "../model/cluster.ts";
import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { operatorOf } from "../node-tools/drain.ts";
import { underNoKey } from "../node-tools/encryption-evidence.ts";
import { encryptionLook } from "../node-tools/encryption-look.ts";
import { encryptionMs, encryptNothing } from "../node-tools/encryption-steps.ts";
import { onlyOf } from "../node-tools/only-target.ts";

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
  actions: (context) => {
    const { cluster } = onlyOf(context, "encryption-switch-off");
    return encryptNothing(cluster, operatorOf(cluster));
  },
  isStretch: true,
  // Measured on 2 cores: 188 s on three control planes.
  usualMs: 190_000,
  takesMs: encryptionMs,
  restarts: ({ cluster }) => controlPlanes(cluster),
  restartedComponent: "kube-apiserver",
  lasting: "API servers are started anew",
  done: (runtime, { cluster, namespace }) => underNoKey(runtime, { cluster, first: operatorOf(cluster), namespace }),
  brokenOff: encryptionLook,
});

export default definition;
