import type { Action } from "../model/action.ts";
import { manifestFolder, processName, staticPodSchema } from "./component.ts";
import { componentFunction } from "./component-processes.ts";
import { memberData, restoreFunction } from "./etcd-restore.ts";
import { ownFolder } from "./own-folder.ts";
import { scriptWords } from "./script.ts";

/** Folder of a node for what a restore replaces: an operator throws nothing away before all is whole again. */
export const replacedFolder = `${ownFolder}/replaced`;

/** How long the kubelet gets to end the static pods that it is not to run, seconds: it gives each 30 s to end. */
const downSeconds = 90;

const takeAway = [
  `mkdir -p ${replacedFolder} || exit`,
  `for one in ${staticPodSchema.options.join(" ")}; do file="${manifestFolder}/$one.yaml"`,
  `[ ! -e "$file" ] || { cp "$file" ${replacedFolder}/ && rm "$file"; } || exit; done`,
].join("\n");

/** Takes the manifests of a control plane's components away, which its kubelet then ends. */
export function takeManifestsAway(node: string): Action {
  return { do: "exec", node, argv: scriptWords(takeAway) };
}

const awaitDown = [
  componentFunction,
  "now() { cut -d. -f1 /proc/uptime; }",
  `end=$(($(now) + ${downSeconds}))`,
  `while left=$(component "$1") || exit; [ -n "$left" ]`,
  `do [ "$(now)" -lt "$end" ] || { echo "still running:" $left >&2; exit 1; }; sleep 0.2; done`,
].join("\n");

/** Waits until no component of a control plane runs on a node any more. */
export function awaitAllDown(node: string): Action {
  const names = staticPodSchema.options.map(processName).join("|");
  return { do: "exec", node, argv: scriptWords(awaitDown, names), timeoutMs: (downSeconds + 10) * 1_000 };
}

const restore = [
  restoreFunction,
  // What a restore that was cut off has restored is nobody's data: the first that was moved away is.
  `[ ! -e ${memberData} ] || [ -e ${replacedFolder}/member ] || { mkdir -p ${replacedFolder} && mv ${memberData} ${replacedFolder}/; } || exit`,
  'restore_member "$1" "$2" "$3"',
].join("\n");

/** Restores the snapshot that lies on a node as its member, by the words of `restoreWords`; what it had is kept. */
export function restoreMember(node: string, words: readonly string[]): Action {
  return { do: "exec", node, argv: scriptWords(restore, ...words), timeoutMs: 60_000 };
}
