import { z } from "zod";
import type { Action } from "../model/action.ts";
import type { Cluster, Node } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { ExecResult } from "../model/node-runtime.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedNumber, capturedProcess } from "../node-tools/captured.ts";
import { captureProcess, manifestFolder as manifests, processesOf, processRestarted } from "../node-tools/component.ts";
import { componentFunction } from "../node-tools/component-processes.ts";
import {
  memberData as data,
  freshData as fresh,
  restoreFunction,
  restoreWords,
  snapshotStatus,
} from "../node-tools/etcd-restore.ts";
import { etcdFunctions } from "../node-tools/etcd-tools.ts";
import { ownFolder } from "../node-tools/own-folder.ts";
import { signalFunction } from "../node-tools/processes.ts";
import { scriptWords } from "../node-tools/script.ts";

/** Where the manifests of etcd and its API server lie while they are away. */
const stash = "/etc/kubernetes/kind-chaos-lost";

/**
 * The lost data is kept until the member runs again from the snapshot: a restore that fails must not be the end of it.
 */
const lost = `${ownFolder}/lost`;

/** Takes etcd (process $1 that began at $2) and its API server ($3, $4) down, and etcd's data away. */
const lose = [
  signalFunction,
  componentFunction,
  `mkdir -p ${stash} ${lost} && rm -rf ${lost}/member || exit`,
  `mv ${manifests}/kube-apiserver.yaml ${manifests}/etcd.yaml ${stash}/ || exit`,
  `signal KILL "$3" "$4"; signal KILL "$1" "$2"`,
  'while left=$(component etcd) || exit; [ -n "$left" ]; do sleep 0.05; done',
  `mv ${data} ${lost}/`,
].join("\n");

/**
 * Restores the snapshot as the member $1 of the members $2, at the host $3 of a URL, and puts the manifests back; data that was
 * not taken away yet stays as it is. What was lost goes when etcd is well again. One at a time: another may heal the same.
 */
const restore = [
  etcdFunctions,
  componentFunction,
  restoreFunction,
  `[ -e ${stash} ] || [ -e ${lost} ] || [ -e ${fresh} ] || exit 0`,
  "exec 9>/run/kind-chaos-restore && flock -w 50 9 || exit",
  `if [ -e ${stash}/etcd.yaml ]`,
  `then if [ -e ${lost}/member ]`,
  'then restore_member "$1" "$2" "$3" || exit',
  `fi; mv ${stash}/etcd.yaml ${manifests}/ || exit`,
  "fi",
  'for try in $(seq 60); do [ -n "$(component etcd)" ] && break; sleep 0.5; done',
  `[ ! -e ${stash}/kube-apiserver.yaml ] || mv ${stash}/kube-apiserver.yaml ${manifests}/ || exit`,
  "for try in $(seq 20); do etcd endpoint health >/dev/null 2>&1 && break; sleep 1; done",
  `etcd endpoint health >/dev/null && rm -rf ${stash} ${lost} ${fresh}`,
].join("\n");

const restored = `if [ -d ${data} ] && [ ! -e ${stash}/etcd.yaml ]; then echo restored; else echo not yet; fi`;

const remains = `for left in ${stash} ${lost} ${fresh}; do [ ! -e $left ] || echo $left; done`;

/**
 * Loses all data of the targets' etcd members; healed by restoring the snapshot that lies on each of them (procedure
 * etcd-snapshot).
 */
export function etcdDataLoss(on: TargetSpec): FaultSpec {
  return faultOn(definition, on, {});
}

/** Time for a restore and for etcd's start after it, milliseconds. */
const shellLimitMs = 60_000;

function shell(node: Node, script: string, ...words: readonly string[]): Action {
  return { do: "exec", node: node.name, argv: scriptWords(script, ...words), timeoutMs: shellLimitMs };
}

function restoreOn(node: Node, cluster: Cluster): Action {
  return shell(node, restore, ...restoreWords(node, cluster));
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
    const { exitCode, stdout } = await runtime.look(node.name, scriptWords(snapshotStatus), { exits: [0, 1] });
    if (exitCode !== 0 || stdout.trim() === "")
      throw new PlatformError(
        "target-down",
        `${node.short} has no snapshot to restore from: perform etcd-snapshot first`,
      );
    const apiServer = await captureProcess(runtime, node.name, "kube-apiserver");
    return {
      ...(await captureProcess(runtime, node.name, "etcd")),
      apiPid: apiServer.pid ?? "",
      apiStartTime: apiServer.startTime ?? "",
      snapshot: stdout.trim(),
    };
  },
  captured: capturedProcess.extend({ apiPid: capturedNumber, apiStartTime: capturedNumber, snapshot: z.string() }),
  inject: ({ node }, _params, { pid = "PID", startTime = "START", apiPid = "PID", apiStartTime = "START" }) => [
    shell(node, lose, pid, startTime, apiPid, apiStartTime),
  ],
  undo: ({ node, cluster }) => [restoreOn(node, cluster)],
  active: async (runtime, { node }) => {
    const running = await processesOf(runtime, node.name, "etcd", "kube-apiserver");
    const { stdout } = await runtime.look(node.name, ["ls", "-A", "/var/lib/etcd"]);
    const left = [...running.map(({ pid }) => `process ${pid}`), ...stdout.split("\n").filter(Boolean)].join(", ");
    return { proven: left === "", detail: left === "" ? "no etcd, no API server, no data" : `there is still: ${left}` };
  },
  healed: async (runtime, { node }, _params, captured) => {
    const restarted = await processRestarted(runtime, node.name, "etcd", captured);
    const { stdout } = await runtime.look(node.name, scriptWords(restored));
    const runs = restarted.proven && stdout.trim() === "restored";
    const told = runs ? "etcd runs on the restored data" : "etcd does not run on restored data yet";
    return { proven: runs, detail: `${told}, ${restarted.detail}` };
  },
  leftovers: ({ node, cluster }) => [
    {
      what: "an etcd whose data was taken away, or what is left of its restoring",
      node: node.name,
      argv: scriptWords(remains),
      isLeft: ({ stdout }: ExecResult) => stdout.trim() !== "",
      mend: [restoreOn(node, cluster)],
    },
  ],
});

export default definition;
