import type { Cluster } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import type { ContainerRuntime, ContainerState, ExecResult, LookOptions, NodeRuntime } from "../model/node-runtime.ts";

/**
 * Runs its words between two lines that begin with a word that nobody can know: the first tells the machine's name, the
 * last how the words ended. What stands outside of them is not the command's, and without them it did not run.
 */
export const lookScript = 'read -r h </proc/sys/kernel/hostname; echo "$0 $h"; "$@"; c=$?; echo; echo "$0 $c"; exit $c';

/** The code of the PlatformError of a look into a container that was started anew: no later look there succeeds. */
export const startedAnewCode = "started-anew";

/** From here on exit codes say that a command could not run (126, 127), was ended by a signal, or is unknown. */
const firstUnrun = 126;

/**
 * The only way for faults and procedures to look at the nodes of a cluster. It remembers when each container was
 * started: what is seen in one that was started anew in between says nothing of what was hit in it.
 */
export function checkedRuntime(containers: ContainerRuntime, { nodes }: Pick<Cluster, "nodes">): NodeRuntime {
  const starts = new Map<string, string>();
  const inspect = async (node: string): Promise<ContainerState> => {
    const wanted = nodes.find(({ name }) => name === node);
    if (wanted === undefined) throw failed(node, "it is no node of the cluster");
    const state = await containers.inspect(node);
    if (state.id !== wanted.containerId) throw failed(node, `another container has its name now (${state.id})`);
    if (!starts.has(node)) starts.set(node, state.startedAt);
    return state;
  };
  const isAnew = (node: string, { startedAt }: ContainerState) => starts.get(node) !== startedAt;
  const inspectSame = async (node: string): Promise<ContainerState> => {
    const state = await inspect(node);
    if (!isAnew(node, state)) return state;
    throw failed(node, "its container was started anew since it was first seen", startedAnewCode);
  };
  return {
    inspect,
    throttling: async (node, withinMs) => {
      await inspectSame(node);
      return containers.throttling(node, withinMs);
    },
    memory: async (node) => {
      await inspectSame(node);
      return containers.memory(node);
    },
    outOfMemory: async (node, since) => {
      await inspectSame(node);
      return containers.outOfMemory(node, since);
    },
    startedAnew: async (node) => isAnew(node, await inspect(node)),
    answersTls: (port, timeoutMs, host) => containers.answersTls(port, timeoutMs, host),
    look: async (node, argv, { exits = [0], timeoutMs }: LookOptions = {}) => {
      const state = await inspectSame(node);
      const mark = `kind-chaos-${crypto.randomUUID()}`;
      const result = await containers.exec(node, ["sh", "-c", lookScript, mark, ...argv], timeoutMs);
      return readLook(result, { node, command: argv[0] ?? "", mark, hostname: state.hostname, exits });
    },
  };
}

/** What a look is known by. */
interface Asked {
  readonly node: string;
  readonly command: string;
  readonly mark: string;
  readonly hostname: string;
  readonly exits: readonly number[];
}

/** What the command itself printed, and how it ended; throws where it cannot have run, or not there. */
function readLook({ exitCode, stdout, stderr }: ExecResult, asked: Asked): ExecResult {
  const { node, command, mark, hostname, exits } = asked;
  const printed = stdout.split("\n").filter((line) => !line.startsWith(mark) && line.trim() !== "");
  const told = (stderr.trim() || printed.join("\n")).split("\n").at(-1) ?? "";
  const problem = (words: string) => failed(node, `${command} ${words}${told === "" ? "" : `: ${told}`}`);
  const [first = ""] = stdout.split("\n", 1);
  if (first !== `${mark} ${hostname}`) {
    if (first.startsWith(mark)) throw failed(node, `another machine answered: ${first.slice(mark.length + 1)}`);
    throw problem(`did not run (exit code ${exitCode})`);
  }
  const last = `\n${mark} ${exitCode}\n`;
  if (!stdout.endsWith(last)) throw problem(`did not run to its end (exit code ${exitCode})`);
  if (exitCode < 0 || exitCode >= firstUnrun) throw problem(`could not be run, or was ended: exit code ${exitCode}`);
  if (!exits.includes(exitCode)) throw problem(`ended with ${exitCode}, which says nothing`);
  return { exitCode, stdout: stdout.slice(first.length + 1, -last.length), stderr };
}

function failed(node: string, words: string, code = "look-failed"): PlatformError {
  return new PlatformError(code, `look at ${node}: ${words}`);
}
