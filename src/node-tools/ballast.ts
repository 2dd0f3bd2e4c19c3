import type { Action } from "../model/action.ts";
import type { CommandLook } from "../model/leftover.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { scriptWords } from "./script.ts";

/** What is filled of a node's memory. */
export interface Ballast {
  readonly bytes: number;
  readonly isFilling: boolean;
}

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

/** The name of who fills, as the kernel's log tells it. */
export const filler = "dd";

/** Whether one fills it still, and how much is filled. */
const filled = [
  `pgrep -f "${pattern}" >/dev/null && echo filling`,
  `cd ${folder} 2>/dev/null && stat -c 'bytes %s' ballast 2>/dev/null`,
  "true",
].join("\n");

/** How long a node gets to tell, milliseconds: one that has no memory would hold up its own healing. */
export const tellWithinMs = 5_000;

/** How much memory of a node is filled, bytes, and whether one fills it still; throws PlatformError where it cannot be asked. */
export async function ballastOf(runtime: NodeRuntime, node: string): Promise<Ballast> {
  const { stdout } = await runtime.look(node, scriptWords(filled), { timeoutMs: tellWithinMs });
  return { bytes: Number(/^bytes (\d+)$/m.exec(stdout)?.[1] ?? 0), isFilling: /^filling$/m.test(stdout) };
}

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
