import { applicationSchema, isApplication } from "../model/application.ts";
import type { LaneSpec } from "../model/lane.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Settings } from "../model/settings.ts";
import { workloadSchema } from "../model/workload.ts";
import { needStore, needWorkload, quorumsOf } from "../probes/lanes/lanes.ts";
import { deployApplication } from "./application/deployment.ts";
import { deployQuorums } from "./etcd-groups/deployment.ts";
import type { OwnApplications } from "./service-addresses.ts";
import { deployStore } from "./store/deployment.ts";
import type { Journaled, Ways } from "./ways.ts";
import { deployWorkload } from "./workload/deployment.ts";

/** The applications that the lanes of a scenario need to be there, and the one that it brings. */
export function applicationsFor(
  specs: readonly Pick<LaneSpec, "destination">[],
  workload?: Scenario["workload"],
): OwnApplications {
  const own = isApplication(workload) ? { application: applicationSchema.parse(workload) } : {};
  return { workload: needWorkload(specs), store: needStore(specs), quorums: quorumsOf(specs), ...own };
}

/**
 * Puts applications into the run's namespace, journals what they are, and returns when all answer; a store's members
 * elect with the timings of the cluster's own etcd. Throws PlatformError where one does not answer.
 */
export async function deployApplications(
  ways: Ways & Journaled,
  { application, workload, store, quorums }: OwnApplications,
  shapes: Pick<Scenario, "workload" | "store">,
  { etcd: timings }: Pick<Settings, "etcd">,
): Promise<void> {
  const { kube, cluster, namespace, signal, emit } = ways;
  const phase = async (name: string, work: () => Promise<void>) => {
    emit({ type: "phase", name, edge: "begin" });
    await work();
    emit({ type: "phase", name, edge: "end" });
  };
  if (application !== undefined)
    await phase("application", async () => {
      emit({ type: "workload", ...(await deployApplication(ways, application, signal)) });
    });
  if (workload) {
    await phase("workload", async () => {
      const shape = workloadSchema.parse(isApplication(shapes.workload) ? {} : (shapes.workload ?? {}));
      const deployed = await deployWorkload(kube, cluster, namespace, shape, signal);
      emit({ type: "workload", namespace, ...deployed });
    });
  }
  if (store) {
    await phase("store", async () => {
      for (const place of await deployStore(ways, shapes.store, timings, signal)) emit({ type: "store", ...place });
    });
  }
  if (quorums.length > 0) {
    await phase("groups of etcd members", async () =>
      emit({ type: "note", text: await deployQuorums(ways, quorums, signal) }),
    );
  }
}
