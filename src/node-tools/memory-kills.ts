import type { Node } from "../model/cluster.ts";
import type { Captured } from "../model/fault.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { filler, tellWithinMs } from "./ballast.ts";
import { scriptWords } from "./script.ts";

/** A process by its name, and when it was killed, microseconds since the machine's start. */
export interface Killed {
  readonly atUs: number;
  readonly name: string;
}

/** What the kernel killed in a node for want of memory. */
export interface MemoryKills {
  /** By the counters of the node's control groups, of those that are there still. */
  readonly kills: number;
  /** What the kernel's log says was killed because of the node's own limit, in order. */
  readonly killed: readonly Killed[];
  /** Whether the log tells of kills; one that cannot be read, or of a kernel before 5.0, does not. */
  readonly isLogged: boolean;
}

/**
 * Prints each counter of kills: with control groups v2 the node's own, which counts those below it; with v1 each group's,
 * as each counts its own alone (Documentation/admin-guide/cgroup-v2.rst, cgroup-v1/memory.rst). Then when each was killed,
 * and its name, of the processes that the kernel's log says was killed at the limit of the container $1, where its log may be read.
 */
const look = [
  "groups=/sys/fs/cgroup",
  "if [ -e $groups/memory.events ]; then sed -n 's/^oom_kill \\([0-9]*\\)$/kills \\1/p' $groups/memory.events || exit",
  "else find $groups/memory -name memory.oom_control -exec sed -n 's/^oom_kill \\([0-9]*\\)$/kills \\1/p' {} + 2>/dev/null; fi",
  "log=$(dmesg 2>/dev/null | grep -F oom-kill:) && echo logged",
  'echo "$log" | grep -E "oom_memcg=[^,]*$1([.]scope)?," | sed -n \'s/^\\[ *\\([0-9]*\\)[.]\\([0-9]*\\)\\].*,task=\\([^,]*\\),.*/killed \\1\\2 \\3/p\'',
  "true",
].join("\n");

/** What was killed in a node so far; throws PlatformError where it cannot be asked. */
export async function memoryKillsOf(
  runtime: NodeRuntime,
  { name, containerId }: Pick<Node, "name" | "containerId">,
): Promise<MemoryKills> {
  const { stdout } = await runtime.look(name, scriptWords(look, containerId), { timeoutMs: tellWithinMs });
  const after = (word: string) =>
    stdout.split("\n").flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1).trim()] : []));
  return {
    kills: after("kills").reduce((sum, count) => sum + (Number(count) || 0), 0),
    killed: after("killed").map((words) => {
      const [at, ...name] = words.split(" ");
      return { atUs: Number(at), name: name.join(" ") };
    }),
    isLogged: /^logged$/m.test(stdout),
  };
}

/** Names with how often each is there: "coredns, 2 × kubelet". */
function describeNames(names: readonly string[]): string {
  const distinct = [...new Set(names)].map((name) => [names.filter((one) => one === name).length, name] as const);
  return distinct.map(([count, name]) => (count === 1 ? name : `${count} × ${name}`)).join(", ");
}

/** What was killed since a look before, and how often. */
export interface KilledSince {
  /** By the engine's own events. */
  readonly times: number;
  /** By the kernel's log, where it can be read, else by the node's control groups; without who fills the memory. */
  readonly count: number;
  /** Whether something of the node was killed, by whoever can tell; a kill at a limit within it is none where the log says so. */
  readonly isKilled: boolean;
  /** What was killed, in words. */
  readonly words: string;
}

/**
 * What was killed in a node since what a fault captured; the engine's word counts where nothing runs in the node any more.
 * Throws PlatformError where the engine tells nothing.
 */
export async function killedSince(
  runtime: NodeRuntime,
  node: Pick<Node, "name" | "containerId">,
  captured: Captured,
): Promise<KilledSince> {
  const { times } = await runtime.outOfMemory(node.name, captured.since);
  try {
    const { kills, killed, isLogged } = await memoryKillsOf(runtime, node);
    const since = killed.filter(({ atUs, name }) => atUs > Number(captured.logged) && name !== filler);
    const names = since.map(({ name }) => name);
    const count = isLogged ? names.length : kills - Number(captured.kills);
    const what = names.length === 0 ? "nobody says what" : describeNames(names);
    const isKilled = isLogged ? count > 0 : times + count > 0;
    return { times, count, isKilled, words: `${count} processes killed for it (${what})` };
  } catch {
    // A node without memory may be unable to start what looks; the engine needs nothing of it.
    return { times, count: 0, isKilled: times > 0, words: "it cannot be asked what was killed" };
  }
}
