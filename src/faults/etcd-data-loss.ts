import type { Action } from "../model/action.ts";
import { type Cluster, controlPlanes, type Node } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import {
  captureProcess,
  manifestFolder as manifests,
  movedManifestLook,
  processRestarted,
  stashFolder as stash,
} from "../node-tools/component.ts";
import { etcdTool, snapshotFile, snapshotFolder } from "../node-tools/etcd-tools.ts";
import { processesNamed } from "../node-tools/processes.ts";

const data = "/var/lib/etcd/member";
/**
 * The lost data is kept until the member runs again from the snapshot: a restore that fails must not be the end of it.
 */
const lost = `${snapshotFolder}/lost`;
/**
 * A member that is restored counts its revisions from here on, so that every watch of before is told that its past is
 * gone.
 */
const revisionLeap = 1_000_000_000;

/**
 * Loses all data of the targets' etcd members; healed by restoring the snapshot that lies on each of them (procedure
 * etcd-snapshot).
 */
export function etcdDataLoss(on: TargetSpec): FaultSpec {
  return faultOn(definition, on, {});
}

/** Time for a restore and for etcd's start after it, milliseconds. */
const shellLimitMs = 60_000;

function shell(node: Node, script: string): Action {
  return { do: "exec", node: node.name, argv: ["sh", "-c", script], timeoutMs: shellLimitMs };
}

const definition = defineFault({
  name: "etcd-data-loss",
  summary: "all data of an etcd member, to be restored from a snapshot",
  breaks:
    "All data of an etcd member, as a lost disk does: etcd and the API server beside it are taken down, the " +
    "member's data is taken away.",
  fromOutside:
    "No etcd and no API server runs there, and etcd's data folder is empty. With all members hit only a snapshot " +
    "brings the cluster back.",
  evidence: "No etcd and no API server runs, and the data folder is empty.",
  needs: "etcd-snapshot",
  sustained: true,
  targetRoles: ["control-plane"],
  describe: () => "etcd's data lost (etcd and API server down, data folder emptied), to be restored from a snapshot",
  capture: async (runtime, { node }) => {
    const look = `${etcdTool("etcdutl")} snapshot status ${snapshotFile} -w json`;
    const { exitCode, stdout } = await runtime.look(node.name, ["sh", "-c", look], { exits: [0, 1] });
    if (exitCode !== 0 || stdout.trim() === "")
      throw new PlatformError(
        "target-down",
        `${node.short} has no snapshot to restore from: perform etcd-snapshot first`,
      );
    return { ...(await captureProcess(runtime, node.name, "etcd")), snapshot: stdout.trim() };
  },
  inject: ({ node }) => [
    shell(
      node,
      `mkdir -p ${stash} ${lost} && mv ${manifests}/kube-apiserver.yaml ${manifests}/etcd.yaml ${stash}/ && ` +
        `pkill -9 -x kube-apiserver; pkill -9 -x etcd; while pgrep -x etcd >/dev/null; do sleep 0.05; done; rm -rf ${lost}/* && mv ${data} ${lost}/`,
    ),
  ],
  undo: ({ node, cluster }) => [shell(node, restore(node, cluster))],
  active: async (runtime, { node }) => {
    const running = await processesNamed(runtime, node.name, "etcd|kube-apiserver");
    const { stdout } = await runtime.look(node.name, ["ls", "-A", "/var/lib/etcd"]);
    const left = [...running.map(({ pid }) => `process ${pid}`), ...stdout.split("\n").filter(Boolean)].join(", ");
    return { proven: left === "", detail: left === "" ? "no etcd, no API server, no data" : `there is still: ${left}` };
  },
  healed: async (runtime, { node }, _params, captured) => {
    const restarted = await processRestarted(runtime, node.name, "etcd", captured);
    const look = `if [ -d ${data} ] && [ ! -e ${stash}/etcd.yaml ]; then echo restored; else echo not yet; fi`;
    const { stdout } = await runtime.look(node.name, ["sh", "-c", look]);
    const runs = restarted.proven && stdout.trim() === "restored";
    const told = runs ? "etcd runs on the restored data" : "etcd does not run on restored data yet";
    return { proven: runs, detail: `${told}, ${restarted.detail}` };
  },
  leftovers: ({ node }) => [movedManifestLook(node.name)],
});

export default definition;

/**
 * Restores the snapshot as this member and puts the manifests back; data that was not taken away yet stays as it is.
 */
function restore(node: Node, cluster: Cluster): string {
  const peers = controlPlanes(cluster).map(({ name, address }) => `${name}=https://${address}:2380`);
  const fresh = `${snapshotFolder}/restored`;
  const command = [
    `${etcdTool("etcdutl")} snapshot restore ${snapshotFile}`,
    `--name ${node.name} --initial-cluster ${peers.join(",")} --initial-cluster-token kind-chaos-restored`,
    `--initial-advertise-peer-urls https://${node.address}:2380 --data-dir ${fresh}`,
    `--bump-revision ${revisionLeap} --mark-compacted`,
  ].join(" ");
  const fromSnapshot = `rm -rf ${fresh} ${data} && ${command} >&2 && mv ${fresh}/member ${data}`;
  return (
    `if [ -e ${stash}/etcd.yaml ]; then if [ -e ${lost}/member ]; then ${fromSnapshot}; fi && mv ${stash}/etcd.yaml ${manifests}/; fi && ` +
    `for try in $(seq 60); do pgrep -x etcd >/dev/null && break; sleep 0.5; done; ` +
    `[ ! -e ${stash}/kube-apiserver.yaml ] || mv ${stash}/kube-apiserver.yaml ${manifests}/`
  );
}
