import type { V1Pod } from "@kubernetes/client-node";
import { leadByFirst } from "../../apps/store/lead.ts";
import { workers } from "../../model/cluster.ts";
import { PlatformError } from "../../model/errors.ts";
import type { Roles } from "../../model/target.ts";
import { storePods } from "../../model/workload.ts";
import { readHolders } from "../../node-tools/virtual-address.ts";
import type { RunContext } from "../context.ts";

/** Who has which role now: asked of etcd, of the API, of the store, and of the probing process. */
export function currentRoles(run: RunContext): Roles {
  return {
    members: async () => (await run.etcd.status()).members,
    leaseHolder: (name) => run.kube.leaseHolder("kube-system", name),
    dnsNodes: async () => {
      const pods = await run.kube.pods("kube-system");
      const replicas = pods.filter(({ metadata }) => metadata?.labels?.["k8s-app"] === "kube-dns");
      return replicas.filter(isReady).map(({ spec }) => spec?.nodeName ?? "");
    },
    leadStore: () => leadStore(run),
    addressHolders: () => addressHolders(run),
    probeNode: () => run.probeNode?.node.name,
    backendOf: async (id) => {
      const lane = run.lanes.find((other) => other.id === id);
      return lane === undefined ? undefined : (await run.prober.pinnedBackends())[lane.index];
    },
  };
}

/** One that cannot be asked may have the address all the same: then nobody knows who has it. */
async function addressHolders({ engine, cluster }: Pick<RunContext, "engine" | "cluster">): Promise<readonly string[]> {
  const { holders, silent } = await readHolders(engine, cluster);
  if (silent.length > 0)
    throw new PlatformError("look-failed", `who has the virtual address is not known: ${silent.join("; ")}`);
  return holders;
}

/**
 * Between the preparation of a run and its fault an election may have given the lead away: the first member is asked once
 * more, gets it where it lost it, and the journal says that it has it.
 */
async function leadStore(run: RunContext): Promise<string> {
  const pods = storePods(run.store);
  await leadByFirst(run, pods, run.signal);
  const [first] = workers(run.cluster);
  run.emit({ type: "note", text: `${pods[0]} on ${first?.short} leads the store before the fault` });
  return first?.name ?? "";
}

function isReady({ metadata, status }: V1Pod): boolean {
  const ready = status?.conditions?.some((condition) => condition.type === "Ready" && condition.status === "True");
  return ready === true && metadata?.deletionTimestamp === undefined;
}
