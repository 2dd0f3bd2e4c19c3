import { z } from "zod";
import { PlatformError } from "../model/errors.ts";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { ExecResult, NodeRuntime } from "../model/node-runtime.ts";
import type { TargetSpec } from "../model/target.ts";
import { type Process, processesNamed, sameProcess } from "../node-tools/processes.ts";

/**
 * Names of the agents' processes; the pod network's is kindnetd in kind's own images, podnet in those that are built
 * here.
 */
const processes = { "kube-proxy": "kube-proxy", cni: "kindnetd|podnet" } as const;

const params = z.strictObject({ agent: z.enum(["kube-proxy", "cni"]) });
type Params = z.infer<typeof params>;

/** Where the loop that kills notes its own process and its actions. */
const file = "/run/kind-chaos-agent";

/** Between two looks of the loop, seconds: an agent needs longer than that to read what it should do. */
const everySeconds = 0.1;

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
  // One after the other: the words of one would be found by another. The bracket keeps a pattern from its own shell.
  const loops = await runtime.look(node, ["pgrep", "-f", `[k]ind-chaos-agent`], { exits: [0, 1] });
  const count = `if [ -e ${file}.count ]; then exec cat ${file}.count; else echo 0; fi`;
  const { stdout } = await runtime.look(node, ["sh", "-c", count]);
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
  describe: ({ agent }) => `${agent === "cni" ? "the pod network's agent" : agent} killed with SIGKILL and kept dead`,
  capture: async (runtime, { node }, params) => {
    const { running } = await look(runtime, node.name, params);
    const [agent] = running;
    if (agent === undefined)
      throw new PlatformError("target-down", `${params.agent} does not run on ${node.name}: there is nothing to break`);
    return { pid: agent.pid, startTime: agent.startTime };
  },
  inject: ({ node }, { agent }) => {
    const kill = `for p in $(pgrep -x '${processes[agent]}'); do kill -9 $p && n=$((n+1)) && echo $n > ${file}.count; done`;
    const loop = `echo $$ > ${file}.pid; n=0; while [ -e ${file}.pid ]; do ${kill}; sleep ${everySeconds}; done`;
    return [
      {
        do: "exec",
        node: node.name,
        argv: ["sh", "-c", `setsid sh -c "$0" </dev/null >/dev/null 2>&1 &`, loop],
      },
    ];
  },
  undo: ({ node }) => [
    {
      do: "exec",
      node: node.name,
      // The loop ends when its file is gone; a kubelet that starts anew has forgotten how often it started the agent,
      // and does so at once.
      argv: ["sh", "-c", `rm -f ${file}.pid ${file}.count && systemctl restart kubelet`],
    },
  ],
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
  leftovers: ({ node }) => [
    {
      what: "a loop that keeps an agent dead",
      node: node.name,
      argv: ["sh", "-c", `for left in ${file}.*; do [ -e "$left" ] && echo "$left"; done; true`],
      isLeft: ({ stdout }: ExecResult) => stdout.trim() !== "",
    },
  ],
});

export default definition;
