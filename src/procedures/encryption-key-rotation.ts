import { controlPlanes } from "../model/cluster.ts";
import type { ExecResult } from "../model/node-runtime.ts";
import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { operatorOf } from "../node-tools/drain.ts";
import { putSentinel } from "../node-tools/encrypted-secrets.ts";
import { keysFile } from "../node-tools/encryption-config.ts";
import { underNewKey } from "../node-tools/encryption-evidence.ts";
import { encryptionMs, encryptNothing, encryptWithNewKey } from "../node-tools/encryption-steps.ts";
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
  actions: ({ cluster, namespace }) => {
    const first = operatorOf(cluster);
    return [
      { do: "exec", node: first, argv: scriptWords(putSentinel, namespace), part: "a sentinel written" },
      ...encryptWithNewKey(cluster, first),
    ];
  },
  takesMs: encryptionMs,
  restarts: ({ cluster }) => controlPlanes(cluster),
  lasting: "secrets are encrypted in etcd, by keys that lie on the control planes",
  done: (runtime, { cluster, namespace }) => underNewKey(runtime, { cluster, first: operatorOf(cluster), namespace }),
  leftovers: (cluster) =>
    controlPlanes(cluster)
      .slice(0, 1)
      .map(({ name: node }) => ({
        what: "secrets that are encrypted in etcd, or are to be",
        node,
        argv: ["test", "-e", keysFile],
        exits: [0, 1],
        isLeft: ({ exitCode }: ExecResult) => exitCode === 0,
        mend: encryptNothing(cluster, node),
      })),
});

export default definition;
