import { z } from "zod";
import { PlatformError } from "../model/errors.ts";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { ExecResult, NodeRuntime } from "../model/node-runtime.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedProcess } from "../node-tools/captured.ts";
import { type Process, processesNamed, sameProcess } from "../node-tools/processes.ts";
import { scriptWords } from "../node-tools/script.ts";

/**
 * Names of the agents' processes; the pod network's is kindnetd in kind's own images, podnet in those that are built
 * here.
 */
const processes = { "kube-proxy": "kube-proxy", cni: "kindnetd|podnet" } as const;

const params = z.strictObject({ agent: z.enum(["kube-proxy", "cni"]) });
type Params = z.infer<typeof params>;

/** Where the loop that kills the agent $1 counts its actions, from before it begins until all is taken back. */
const file = '"/run/kind-chaos-agent-$1"';

/**
 * Kills the agent $1 whenever a process has its name, $2. It looks every 0.1 s: an agent needs longer than that to read
 * what it should do.
 */
const loop = `n=0; while :; do for p in $(pgrep -x "$2"); do kill -9 $p && n=$((n+1)) && echo $n >${file}; done; sleep 0.1; done`;

/** Leaves the loop $3 for the agent $1 running, under a name that it is found by. */
const begin = `echo 0 >${file} || exit; setsid sh -c "$3" "kind-chaos-agent-$1" "$1" "$2" </dev/null >/dev/null 2>&1 &`;

/** A kubelet that starts anew has forgotten how often it started the agent, and does so at once. */
const forget = `[ ! -e ${file} ] || { systemctl restart kubelet && rm -f ${file}; }`;

// The bracket keeps a pattern from its own shell.
const looping = '"[k]ind-chaos-agent-$1"';

const left = `pgrep -f ${looping}; [ $? -le 1 ] || exit 2; [ ! -e ${file} ] || echo ${file}`;

const endAll = `pkill -9 -f ${looping}; [ $? -le 1 ] || exit 2; ${forget}`;

const counted = `if [ -e ${file} ]; then exec cat ${file}; else echo 0; fi`;

/** Keeps an agent of the target dead until the fault is over. */
export function nodeAgentKill(agent: Params["agent"], on: TargetSpec): FaultSpec {
  return faultOn(definition, on, { agent });
}

interface Look {
  /** What keeps the agent dead runs. */
  readonly looping: boolean;
  readonly kills: number;
  readonly running: readonly Process[];
}

async function look(runtime: NodeRuntime, node: string, { agent }: Params): Promise<Look> {
  // One after the other: the words of one would be found by another.
  const loops = await runtime.look(node, ["pgrep", "-f", `[k]ind-chaos-agent-${agent}`], { exits: [0, 1] });
  const { stdout } = await runtime.look(node, scriptWords(counted, agent));
  const running = await processesNamed(runtime, node, processes[agent]);
  return { looping: loops.exitCode === 0, kills: Number(stdout.trim()), running };
}

const definition = defineFault({
  name: "node-agent-kill",
  summary: "kube-proxy or the pod network's agent, kept dead",
  breaks:
    "An agent of a node, kube-proxy or that of the pod network, killed with SIGKILL and killed again whenever its " +
    "kubelet starts it, until the fault is over.",
  fromOutside:
    "Nothing at first: the rules and routes that it made stay in the kernel; what changes meanwhile does not reach " +
    "this node.",
  evidence: "The very process is gone, and what keeps it dead runs.",
  params,
  targetRoles: ["control-plane", "worker"],
  sustained: true,
  unsupported: ({ absentAgents = [] }, params) =>
    params !== undefined && absentAgents.includes(params.agent)
      ? `the kind file leaves out ${params.agent === "cni" ? "kind's pod network" : params.agent}`
      : undefined,
  describe: ({ agent }) => `${agent === "cni" ? "the pod network's agent" : agent} killed with SIGKILL and kept dead`,
  capture: async (runtime, { node }, params) => {
    const { looping, running } = await look(runtime, node.name, params);
    const [agent] = running;
    if (agent === undefined)
      throw new PlatformError("target-down", `${params.agent} does not run on ${node.name}: there is nothing to break`);
    if (looping) throw new PlatformError("target-down", `${params.agent} of ${node.name} is kept dead already`);
    return { pid: agent.pid, startTime: agent.startTime };
  },
  captured: capturedProcess,
  inject: ({ node }, { agent }) => [
    { do: "exec", node: node.name, argv: scriptWords(begin, agent, processes[agent], loop) },
  ],
  undo: ({ node }, { agent }) => [{ do: "exec", node: node.name, argv: scriptWords(forget, agent) }],
  active: async (runtime, { node }, params, captured) => {
    const { looping, kills, running } = await look(runtime, node.name, params);
    const gone = !running.some((process) => sameProcess(process, captured));
    const detail = `process ${captured.pid} ${gone ? "is gone" : "still runs"}, killed ${kills} times, ${looping ? "and would be again" : "and nothing keeps it dead"}`;
    return { proven: gone && looping && kills > 0, detail };
  },
  healed: async (runtime, { node }, params, captured) => {
    const { looping, running } = await look(runtime, node.name, params);
    const agent = running.find((process) => !sameProcess(process, captured));
    if (looping || agent === undefined)
      return { proven: false, detail: looping ? "it is still kept dead" : "it does not run yet" };
    return { proven: true, detail: `process ${agent.pid} runs in its place` };
  },
  leftovers: ({ node }) =>
    Object.keys(processes).map((agent) => ({
      what: `a loop that keeps ${agent} dead`,
      node: node.name,
      argv: scriptWords(left, agent),
      isLeft: ({ stdout }: ExecResult) => stdout.trim() !== "",
      mend: [{ do: "exec", node: node.name, argv: scriptWords(endAll, agent) }],
    })),
});

export default definition;
