import { restartBackOffs } from "../cluster/back-off.ts";
import type { Node } from "../model/cluster.ts";
import { messageOf } from "../model/errors.ts";
import type { RunContext } from "./context.ts";

/** Says in the journal which components of the targets would be restarted late, because of restarts before this fault. */
export async function noteBackOffs(run: RunContext, targets: readonly Node[]): Promise<void> {
  try {
    const pods = (await run.kube.pods("kube-system")).filter((pod) =>
      targets.some(({ name }) => name === pod.spec?.nodeName),
    );
    for (const { node, component, waiting, waitsAtLeastMs } of await restartBackOffs(
      run.engine,
      run.cluster,
      pods,
      Date.now(),
    )) {
      const short = run.cluster.nodes.find(({ name }) => name === node)?.short;
      const why = waiting ? "waits in CrashLoopBackOff" : "was restarted a short time ago";
      const text = `${component} on ${short} ${why}: its kubelet puts its next restart off by ${waitsAtLeastMs / 1_000} s or more`;
      run.emit({ type: "note", text });
    }
  } catch (error) {
    // A fault may come where the API is out already: then nobody can tell, and the fault is not the less.
    run.emit({ type: "note", text: `restart back-offs are not known: ${messageOf(error)}` });
  }
}
