import type { V1Pod } from "@kubernetes/client-node";
import type { Roles } from "../../model/target.ts";
import type { RunContext } from "../context.ts";

/** Who has which role now: asked of etcd, of the API, and of the probing process. */
export function currentRoles(run: RunContext): Roles {
  return {
    members: async () => (await run.etcd.status()).members,
    leaseHolder: (name) => run.kube.leaseHolder("kube-system", name),
    dnsNodes: async () => {
      const pods = await run.kube.pods("kube-system");
      const replicas = pods.filter(({ metadata }) => metadata?.labels?.["k8s-app"] === "kube-dns");
      return replicas.filter(isReady).map(({ spec }) => spec?.nodeName ?? "");
    },
    probeNode: () => run.probeNode?.node.name,
    backendOf: async (id) => {
      const lane = run.lanes.find((other) => other.id === id);
      return lane === undefined ? undefined : (await run.prober.pinnedBackends())[lane.index];
    },
  };
}

function isReady({ metadata, status }: V1Pod): boolean {
  const ready = status?.conditions?.some((condition) => condition.type === "Ready" && condition.status === "True");
  return ready === true && metadata?.deletionTimestamp === undefined;
}
