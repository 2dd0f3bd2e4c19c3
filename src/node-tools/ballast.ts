import type { Action } from "../model/action.ts";
import type { CommandLook } from "../model/leftover.ts";
import { scriptWords } from "./script.ts";

/** A file system of its own in memory, and all that is in it. */
const folder = "/run/kind-chaos-ballast";

// The bracket keeps a pattern from its own shell.
const pattern = "[k]ind-chaos-ballast/ballast";

/**
 * Fills $1 MiB of memory. What is in a file of memory belongs to no process: the kernel cannot get it back by killing one.
 * It is filled by who is left alone: where there is no room it waits for it, or is killed, and the shell is well.
 */
const fill = [
  `mkdir -p ${folder} && mount -t tmpfs -o "size=$(($1 + 1))m,mode=700" kind-chaos-ballast ${folder} || exit`,
  `setsid dd if=/dev/zero of=${folder}/ballast bs=64k count="$(($1 * 16))" </dev/null >/dev/null 2>&1 &`,
].join("\n");

const mounted = `grep -q " ${folder} " /proc/mounts`;

/** Gives all of it back; where one still fills it, when that ends. */
const empty = [
  `pkill -9 -f "${pattern}"; [ $? -le 1 ] || exit 2`,
  `for try in 1 2 3; do ${mounted} || break; umount ${folder} 2>/dev/null || umount -l ${folder}; done`,
  `[ ! -e ${folder} ] || rmdir ${folder} || [ ! -e ${folder} ]`,
].join("\n");

const left = `pgrep -f "${pattern}"; [ $? -le 1 ] || exit 2; [ ! -e ${folder} ] || echo ${folder}`;

/** Fills memory of a node. */
export function fillMemory(node: string, mebibytes: number): Action {
  return { do: "exec", node, argv: scriptWords(fill, String(mebibytes)) };
}

/** Gives it back. */
export function emptyMemory(node: string): Action {
  return { do: "exec", node, argv: scriptWords(empty) };
}

/** Memory of a node that is filled still. */
export function ballastLook(node: string): CommandLook {
  return {
    what: "memory that was filled",
    node,
    argv: scriptWords(left),
    isLeft: ({ stdout }) => stdout.trim() !== "",
    mend: [emptyMemory(node)],
  };
}
