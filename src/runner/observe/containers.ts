import type { Node } from "../../model/cluster.ts";
import type { EventOf } from "../../model/event.ts";
import type { ContainerRuntime, NodeRuntime } from "../../model/node-runtime.ts";
import { checkedRuntime } from "../../node-tools/checked-runtime.ts";
import { scriptWords } from "../../node-tools/script.ts";
import type { RunContext } from "../context.ts";

/** How long a node gets to tell its containers, milliseconds. */
const tellMs = 10_000;

const ctr = "ctr -n k8s.io";

const label = (name: string) => `sed -n 's/.*"io.kubernetes.pod.${name}": "\\([^"]*\\)".*/\\1/p'`;

/**
 * Prints name and uid of each pod of the namespace $1 of which a container runs, asked of containerd, which every kind
 * node has, by the labels that its CRI part gives containers.
 */
const runningScript =
  `tasks=$(${ctr} tasks ls 2>/dev/null | grep RUNNING) || exit 1; ` +
  `filter="labels.\\"io.kubernetes.pod.namespace\\"==$1,labels.\\"io.cri-containerd.kind\\"==container"; ` +
  `ids=$(${ctr} containers ls -q "$filter" 2>/dev/null) || exit 1; ` +
  `for id in $ids; do ` +
  `case "$tasks" in *"$id "*) ;; *) continue;; esac; ` +
  // One that ended since it was listed does not count; what else cannot be told is not told.
  `info=$(${ctr} containers info $id 2>/dev/null) || { ${ctr} containers ls -q | grep -q "^$id$" && exit 1; continue; }; ` +
  `echo "$(echo "$info" | ${label("name")}) $(echo "$info" | ${label("uid")})"; done`;

/** The command that tells which pods of a namespace run on a node. */
export function runningWords(namespace: string): string[] {
  return scriptWords(runningScript, namespace);
}

/**
 * Journals what containers of the run's namespace run on each worker, asked of the container runtime: a node that the
 * API has given up may go on running what was moved away from it.
 */
export async function recordContainers(
  run: Pick<RunContext, "cluster" | "appNamespace" | "lanes" | "emit"> & { readonly engine: ContainerRuntime },
  when: string,
): Promise<void> {
  if (!run.lanes.some(({ operation }) => /^(workload|app|store)-/.test(operation))) return;
  const nodes = run.cluster.nodes.filter(({ role }) => role === "worker");
  const runtime = checkedRuntime(run.engine, run.cluster);
  const told = await Promise.all(nodes.map((node) => runningOn(runtime, run.appNamespace, node)));
  run.emit({ type: "containers", when, nodes: told });
}

async function runningOn(
  runtime: NodeRuntime,
  namespace: string,
  { name, short }: Node,
): Promise<EventOf<"containers">["nodes"][number]> {
  try {
    const state = await runtime.inspect(name);
    // A container that does not run has no processes; a frozen one has some, and cannot be asked.
    if (!state.running) return { node: short, pods: [] };
    if (state.paused) return { node: short };
    const { stdout } = await runtime.look(name, runningWords(namespace), { timeoutMs: tellMs });
    return { node: short, pods: readRunning(stdout) };
  } catch {
    // A node that does not tell is journaled as such; what asks for it is inconclusive.
    return { node: short };
  }
}

/** The pods that the script's words tell, each once, however many containers it has. */
export function readRunning(text: string): { name: string; uid: string }[] {
  const lines = new Set(text.split("\n").map((line) => line.trim()));
  return [...lines]
    .filter((line) => line !== "")
    .map((line) => {
      const [name = "", uid = ""] = line.split(" ");
      return { name, uid };
    });
}
