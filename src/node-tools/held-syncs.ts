import type { Action } from "../model/action.ts";
import { PlatformError } from "../model/errors.ts";
import type { Captured, Environment } from "../model/fault.ts";
import type { CommandLook } from "../model/leftover.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { tracesCalls } from "../model/traced-calls.ts";
import { captureProcess } from "./component.ts";
import { hasPerl } from "./perl.ts";
import { scriptWords } from "./script.ts";
import { syncTracer } from "./sync-tracer.ts";

/** Has what the tracer complains of, from before it begins until all is taken back. */
const mark = "/run/kind-chaos-slow-disk";

/** The word that a tracer is known by among the words of processes. */
const word = "kind-chaos-holds-syncs";

// The bracket keeps a pattern from its own shell.
const pattern = "[k]ind-chaos-holds-syncs";

/** Prints the number of the process that traces the process $1; 0 where none does. */
const tracerOf = `sed -n 's/^TracerPid:[[:space:]]*//p' "/proc/$1/status"`;

/**
 * Leaves the tracer $5 running on the process $1, which began at $2, with a delay of $3 ms and the error $4, and waits until
 * it traces it, at most 5 s. Where an error is to be had, the process may have ended of it by then.
 */
const begin = [
  `: >${mark} || exit`,
  `setsid perl -e "$5" ${word} "$1" "$2" "$3" "$4" </dev/null >/dev/null 2>${mark} &`,
  "for try in $(seq 100)",
  `do [ ! -s ${mark} ] || { cat ${mark} >&2; exit 1; }`,
  `traced=$(${tracerOf}) || { [ "$4" != 0 ] && [ ! -e "/proc/$1" ] && exit 0; exit 1; }`,
  '[ "$traced" = 0 ] || exit 0',
  "sleep 0.05; done",
  'echo "process $1 is not traced" >&2; exit 1',
].join("\n");

const endAll = `pkill -9 -f "${pattern}"; [ $? -le 1 ] || exit 2; rm -f ${mark}`;

const left = `pgrep -f "${pattern}"; [ $? -le 1 ] || exit 2; [ ! -e ${mark} ] || echo ${mark}`;

/** Says who traces the process $1: nobody, a tracer of these, or another. */
const who = [
  `tracer=$(${tracerOf}) || exit`,
  '[ "$tracer" != 0 ] || { echo nobody; exit 0; }',
  `if tr '\\0' ' ' <"/proc/$tracer/cmdline" | grep -q ' ${pattern} '; then echo held; else echo another; fi`,
].join("\n");

/** Holds each call of a process that waits for its disk, for so many milliseconds; with 0 it is traced, and nothing held. */
export function holdSyncs(node: string, { pid = "PID", startTime = "START" }: Captured, delayMs: number): Action {
  return { do: "exec", node, argv: scriptWords(begin, pid, startTime, String(delayMs), "0", syncTracer) };
}

/** What the kernel says of a disk that fails (EIO, include/uapi/asm-generic/errno-base.h). */
const inputOutputError = 5;

/** Fails each call of a process that waits for its disk, as a disk that fails does, until the process ends of it. */
export function failSyncs(node: string, { pid = "PID", startTime = "START" }: Captured): Action {
  const error = String(inputOutputError);
  return { do: "exec", node, argv: scriptWords(begin, pid, startTime, "0", error, syncTracer) };
}

/** Lets every process of a node wait no longer than its disk takes. */
export function letSyncsGo(node: string): Action {
  return { do: "exec", node, argv: scriptWords(endAll) };
}

/** Who traces a process of a node: nobody, a tracer that holds its syncs, or another. */
export async function tracedBy(runtime: NodeRuntime, node: string, pid: string): Promise<string> {
  return (await runtime.look(node, scriptWords(who, pid))).stdout.trim();
}

/** Why the calls of no process can be traced on a kernel, where one is known; undefined where they can. */
export function untraceable({ features }: Pick<Environment, "features">): string | undefined {
  return features["traced calls"] === "no"
    ? "it needs traced calls, which this kernel does not have, or not on this kind of machine"
    : undefined;
}

/**
 * The one running etcd of a node, which nobody traces and which can be traced; throws PlatformError "target-down" or
 * "target-unfit" where there is none.
 */
export async function captureUntraced(runtime: NodeRuntime, node: string): Promise<Captured> {
  const captured = await captureProcess(runtime, node, "etcd");
  if ((await tracedBy(runtime, node, captured.pid ?? "")) !== "nobody")
    throw new PlatformError("target-down", `etcd on ${node} is traced already: nobody could tell by whom`);
  if (!(await hasPerl(runtime, node)))
    throw new PlatformError("target-unfit", `${node} has no perl: nothing there can hold up what etcd writes`);
  const [release = "", machine = ""] = (await runtime.look(node, ["uname", "-rm"])).stdout.trim().split(" ");
  if (!tracesCalls(machine, release))
    throw new PlatformError(
      "target-unfit",
      `${node} runs Linux ${release} on ${machine}: calls are traced from Linux 5.3 on, on x86_64 and aarch64`,
    );
  return captured;
}

/** A tracer that was left, or the note of one. */
export function heldSyncsLook(node: string): CommandLook {
  return {
    what: "a tracer that holds up writes to the disk, or fails them",
    node,
    argv: scriptWords(left),
    isLeft: ({ stdout }) => stdout.trim() !== "",
    mend: [letSyncsGo(node)],
  };
}
