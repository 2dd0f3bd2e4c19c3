import { workloadLabel } from "../../../src/apps/workload/objects.ts";
import { storeName, storePod } from "../../../src/model/workload.ts";
import { kubectl } from "../means/in-node.ts";
import type { Sabotage } from "../sabotage.ts";

/** An empty volume on another worker, for the claim that the store makes anew. */
function emptyVolume(cluster: string, namespace: string): object {
  const elsewhere = { key: "kubernetes.io/hostname", operator: "In", values: [`${cluster}-worker2`] };
  return {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name: `${namespace}-elsewhere`, labels: workloadLabel },
    spec: {
      capacity: { storage: "64Mi" },
      accessModes: ["ReadWriteOnce"],
      storageClassName: "",
      persistentVolumeReclaimPolicy: "Retain",
      claimRef: { namespace, name: `data-${storePod}` },
      hostPath: { path: `/var/lib/${namespace}-elsewhere`, type: "DirectoryOrCreate" },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [elsewhere] }] } },
    },
  };
}

const sabotage: Sabotage = {
  weakness: "The pod with its data on a lost node is deleted by force with its claim, and comes back empty elsewhere.",
  scenario: "tools/sabotage/scenarios/store-lost.ts",
  profile: "fast",
  strike: {
    when: "kill: proven active",
    async sabotage({ engine, cluster }) {
      const own = ["-l", `app=${storeName}`];
      const namespace = await kubectl(engine, cluster, [
        ...["get", "pods", "-A", ...own, "-o", "jsonpath={.items[0].metadata.namespace}"],
      ]);
      for (const kind of ["pvc", "pods"]) {
        const forced = ["--force", "--grace-period=0", "--wait=false"];
        await kubectl(engine, cluster, ["-n", namespace, "delete", kind, ...own, ...forced]);
      }
      await kubectl(engine, cluster, ["create", "-f", "-"], JSON.stringify(emptyVolume(cluster, namespace)));
      const volume = ["pv", `${namespace}-elsewhere`, "--ignore-not-found", "--wait=false"];
      return async () => void (await kubectl(engine, cluster, ["delete", ...volume]));
    },
  },
  expected: {
    verdict: "fail",
    guarantees: { "pinned-by-volume": /^store-0 was scheduled to worker2, away from its data$/ },
  },
};
export default sabotage;
