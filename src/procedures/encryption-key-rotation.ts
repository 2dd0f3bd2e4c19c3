import { controlPlanes } from "../model/cluster.ts";
import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { operatorOf } from "../node-tools/drain.ts";
import { putSentinel } from "../node-tools/encrypted-secrets.ts";
import { underNewKey } from "../node-tools/encryption-evidence.ts";
import { encryptionLook } from "../node-tools/encryption-look.ts";
import { encryptionMs, encryptWithNewKey, mustSuitKeys } from "../node-tools/encryption-steps.ts";
import { onlyOf } from "../node-tools/only-target.ts";
import { scriptWords } from "../node-tools/script.ts";

/** Encrypts all secrets in etcd with a new key, and switches encryption on where there is none: on all control planes. */
export function encryptionKeyRotation(on: TargetSpec): ProcedureSpec {
  return procedureOn(definition, on, {});
}

const definition = defineProcedure({
  name: "encryption-key-rotation",
  summary: "the key under which secrets lie in etcd replaced by a new one; encryption switched on where there is none",
  fromOutside:
    "Where encryption is switched on the API servers start anew, one after another. They read a changed configuration " +
    "once a minute; each knows a key before any writes with it, and until nothing is under it.",
  describe: () => "secrets encrypted in etcd with a new key",
  actions: (context) => {
    const { cluster, namespace } = onlyOf(context, "encryption-key-rotation");
    const first = operatorOf(cluster);
    return [
      ...mustSuitKeys(cluster, first),
      { do: "exec", node: first, argv: scriptWords(putSentinel, namespace), part: "a sentinel written" },
      ...encryptWithNewKey(cluster, first),
    ];
  },
  isStretch: true,
  // Measured on 2 cores: 180 to 204 s on three control planes.
  usualMs: 200_000,
  takesMs: encryptionMs,
  restarts: ({ cluster }) => controlPlanes(cluster),
  restartedComponent: "kube-apiserver",
  lasting: "secrets are encrypted in etcd, by keys that lie on the control planes",
  done: (runtime, { cluster, namespace }) => underNewKey(runtime, { cluster, first: operatorOf(cluster), namespace }),
  brokenOff: encryptionLook,
});

export default definition;
