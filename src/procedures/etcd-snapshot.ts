import type { Action } from "../model/action.ts";
import { type Cluster, controlPlanes, type Node } from "../model/cluster.ts";
import type { Evidence } from "../model/fault.ts";
import type { ExecResult, NodeRuntime } from "../model/node-runtime.ts";
import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { refuseEncrypted } from "../node-tools/encryption-refused.ts";
import { etcdFunctions, etcdTool, snapshotFile } from "../node-tools/etcd-tools.ts";
import { ownFolder } from "../node-tools/own-folder.ts";
import { scriptWords } from "../node-tools/script.ts";

/** Saves a snapshot of the target's etcd member, for a later restore on all of them. */
export function etcdSnapshot(of: TargetSpec): ProcedureSpec {
  return procedureOn(definition, of, {});
}

const save = `${etcdFunctions}\nmkdir -p ${ownFolder} && rm -f ${snapshotFile} && etcd snapshot save ${snapshotFile}`;

const check = `${etcdTool("etcdutl")} snapshot status ${snapshotFile} -w fields`;

/** Prints snapshots, whole or not. */
const saved = `[ -d ${ownFolder} ] || exit 0; exec ls ${ownFolder}`;

const definition = defineProcedure({
  name: "etcd-snapshot",
  summary: "a snapshot of etcd, saved as a nightly backup does and copied to every member",
  fromOutside: "The same file is on every member, and etcdutl accepts its hash.",
  describe: () => "etcd snapshot saved and copied to every member",
  actions: ({ node, cluster }) => [
    // What is saved under a key is of no use once that is forgotten.
    ...controlPlanes(cluster).map(({ name }) => refuseEncrypted(name)),
    {
      do: "exec",
      node: node.name,
      argv: scriptWords(save),
    },
    ...others(cluster, node).flatMap((other): Action[] => [
      { do: "exec", node: other.name, argv: ["mkdir", "-p", ownFolder] },
      { do: "copy", from: node.name, node: other.name, path: snapshotFile },
    ]),
  ],
  done: async (runtime, { cluster }) => {
    const looks = await Promise.all(controlPlanes(cluster).map((node) => snapshotOn(runtime, node)));
    const hashes = new Set(looks.map((look) => look.detail));
    const detail = looks.find((look) => !look.proven)?.detail ?? [...hashes].join("; ");
    return { proven: looks.every((look) => look.proven) && hashes.size === 1, detail };
  },
  leftovers: (cluster) =>
    controlPlanes(cluster).map(({ name: node }) => ({
      what: "a snapshot of etcd",
      node,
      argv: scriptWords(saved),
      isLeft: ({ stdout }: ExecResult) => stdout.includes("snapshot.db"),
      mend: [{ do: "exec", node, argv: scriptWords(`rm -f ${snapshotFile} ${snapshotFile}.part`) }],
    })),
});

export default definition;

function others(cluster: Cluster, node: Node): Node[] {
  return controlPlanes(cluster).filter((other) => other.name !== node.name);
}

async function snapshotOn(runtime: NodeRuntime, node: Node): Promise<Evidence> {
  // etcdutl ends with 1 where the file is none, or its hash is not the one that it should have.
  const { stdout, stderr, exitCode } = await runtime.look(node.name, scriptWords(check), { exits: [0, 1] });
  const told = (exitCode === 0 ? stdout : stderr).trim().replaceAll(/\s*\n\s*/g, ", ");
  return { proven: exitCode === 0 && told !== "", detail: told || "etcdutl said nothing" };
}
