import { controlPlanes, workers } from "../model/cluster.ts";
import type { Evidence, FaultContext } from "../model/fault.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { kubectlFunction } from "./kubectl.ts";
import { scriptWords } from "./script.ts";

/** A kubelet tells of itself every 10 s (a quarter of nodeLeaseDurationSeconds); one that missed it once may be late. */
const lateSeconds = 25;

/** Prints the time, the version of the kubelet that runs on this node, and when the kubelet of each node told of itself. */
const look = [
  kubectlFunction,
  "date +%s",
  'pid=$(pgrep -x kubelet | head -n 1); [ -n "$pid" ] && "/proc/$pid/exe" --version || echo none',
  `k -n kube-node-lease get leases -o 'jsonpath={range .items[*]}{.metadata.name}{" "}{.spec.renewTime}{"\\n"}{end}'`,
].join("\n");

/**
 * Whether the kubelet of a control plane runs in a version, and those of all nodes live. After a restore the API tells of
 * every node what the snapshot has, which was Ready; a lease that was renewed just now is no snapshot's.
 */
export async function kubeletsLive(
  runtime: NodeRuntime,
  { node, cluster }: FaultContext,
  version: string,
): Promise<Evidence> {
  const [time, runs = "", ...leases] = (await runtime.look(node.name, scriptWords(look))).stdout.trim().split("\n");
  if (!runs.endsWith(` v${version}`)) return { proven: false, detail: `its kubelet is ${runs} and not ${version}` };
  const told = new Map(leases.map((line) => line.split(" ", 2) as [string, string | undefined]));
  // What is dated long after now was renewed before the clock was set back: that is no word of just now.
  const isLate = (name: string) => !(Math.abs(Number(time) - Date.parse(told.get(name) ?? "") / 1_000) < lateSeconds);
  const nodes = [...controlPlanes(cluster), ...workers(cluster)];
  const late = nodes.filter(({ name }) => isLate(name)).map(({ short }) => short);
  return late.length === 0
    ? { proven: true, detail: "the kubelets of all nodes live" }
    : { proven: false, detail: `for ${lateSeconds} s or longer no word from the kubelet of ${late.join(", ")}` };
}
