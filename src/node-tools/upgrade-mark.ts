import type { Action } from "../model/action.ts";
import { ownFolder } from "./own-folder.ts";
import { scriptWords } from "./script.ts";

/** Where it stands on a node that it is being upgraded, or was; etcd's data and the images of a node are beside it. */
const markFile = `${ownFolder}/upgraded-to`;

/** On the disk before it has its name. */
const mark = `mkdir -p ${ownFolder} && echo "$1" >${markFile}.part && sync ${markFile}.part && mv ${markFile}.part ${markFile}`;

/**
 * Writes down that a node is being upgraded, before anything of it is changed: nothing takes that back, so the mark
 * stays as long as the node.
 */
export function markUpgrade(node: string, version: string): Action {
  return { do: "exec", node, argv: scriptWords(mark, version) };
}

/** The words of the command that prints to which version a node was upgraded, or begun to be; nothing where to none. */
export const upgradeMarkWords: readonly string[] = scriptWords(`[ ! -e ${markFile} ] || exec cat ${markFile}`);
