import type { Action } from "../model/action.ts";
import { type Cluster, controlPlanes, type Node } from "../model/cluster.ts";
import { memberHost } from "../model/node-addresses.ts";
import { etcdTool, snapshotFile } from "./etcd-tools.ts";
import { ownFolder } from "./own-folder.ts";
import { scriptWords } from "./script.ts";

/** A shell's command that prints what the snapshot on a node is, as etcdutl sees it; it fails where there is none. */
export const snapshotStatus = `${etcdTool("etcdutl")} snapshot status ${snapshotFile} -w json`;

const mustHave = `${snapshotStatus} >/dev/null || { echo "no snapshot to restore from: perform etcd-snapshot first" >&2; exit 1; }`;

/** Fails where a node has no snapshot to restore from: before anything is taken down for it. */
export function mustHaveSnapshot(node: string): Action {
  return { do: "exec", node, argv: scriptWords(mustHave) };
}

/** The data of a node's etcd member. */
export const memberData = "/var/lib/etcd/member";

/** Where a snapshot is restored to, before it takes the place of the data. */
export const freshData = `${ownFolder}/restored`;

/**
 * A member that is restored counts its revisions from here on, so that every watch of before is told that its past is
 * gone.
 */
const revisionLeap = 1_000_000_000;

/**
 * Defines a function of a shell, `restore_member`: it restores the snapshot that lies on the node as the member $1 of the
 * members $2, at the host $3 of a URL, in the place of the data, which is gone then.
 */
export const restoreFunction = [
  `restore_member() { rm -rf ${freshData} ${memberData} && ${etcdTool("etcdutl")} snapshot restore ${snapshotFile} --data-dir ${freshData} \\`,
  `--name "$1" --initial-cluster "$2" --initial-cluster-token kind-chaos-restored \\`,
  `--initial-advertise-peer-urls "https://$3:2380" --bump-revision ${revisionLeap} --mark-compacted >&2 &&`,
  `mv ${freshData}/member ${memberData}; }`,
].join("\n");

/** The words that it is called with for the member of a node: all members begin anew with each other. */
export function restoreWords(node: Node, cluster: Cluster): string[] {
  const peers = controlPlanes(cluster).map((each) => `${each.name}=https://${memberHost(each)}:2380`);
  return [node.name, peers.join(","), memberHost(node)];
}
