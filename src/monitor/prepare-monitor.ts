import { type MonitorOptions, type MonitorWishes, readMonitorOptions } from "../command-line/monitor-options.ts";
import { mustBeFit, type Reached, reach } from "./preflight.ts";

/** Checks everything that can be checked before the first attempt: the words, the kubeconfig, the server, what its user may do. Throws UsageError. */
export async function prepareMonitor(options: MonitorOptions): Promise<{ wishes: MonitorWishes; reached: Reached }> {
  const wishes = await readMonitorOptions(options);
  const reached = await reach(options.kubeconfig, options.context, wishes.forMs);
  try {
    await mustBeFit(reached, wishes.permissions, wishes.place);
  } catch (error) {
    reached.api.close();
    throw error;
  }
  return { wishes, reached };
}
