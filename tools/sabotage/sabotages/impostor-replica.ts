import { kubectl } from "../means/in-node.ts";
import { replicaOn } from "../means/workload-pods.ts";
import type { Sabotage } from "../sabotage.ts";

interface Pod {
  readonly spec: { readonly containers: { env?: object[] }[]; readonly volumes?: readonly object[] };
}

const sabotage: Sabotage = {
  weakness: "A replica on another worker answers in the name of the one whose node is frozen.",
  scenario: "tools/sabotage/scenarios/worker-frozen.ts",
  strike: {
    when: "hold: calm before the fault",
    async sabotage({ engine, cluster }) {
      const { name, namespace } = await replicaOn(engine, cluster, "worker");
      const told = await kubectl(engine, cluster, ["-n", namespace, "get", "pod", name, "-o", "json"]);
      const { containers, volumes } = (JSON.parse(told) as Pod).spec;
      for (const container of containers) container.env = [{ name: "POD_NAME", value: name }];
      const impostor = {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "impostor", namespace, labels: { app: "workload" } },
        spec: { containers, volumes, nodeName: `${cluster}-worker2` },
      };
      await kubectl(engine, cluster, ["create", "-f", "-"], JSON.stringify(impostor));
      return undefined;
    },
  },
  expected: {
    // Nobody can tell which of two was wrong, so that nothing of it is held against the cluster.
    verdict: "inconclusive",
    guarantees: {
      "at-most-one-pod": /^the pods at the begin are not told as a whole: not 1 of \S+ \(made by nobody\)$/,
    },
    assumptions: {
      "the journal is undamaged":
        /^it contradicts itself: \d+ answers? in the name of workload-\S+, .* whose node was halted by frozen/,
    },
  },
};
export default sabotage;
