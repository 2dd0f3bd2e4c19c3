import { inNode } from "../means/in-node.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The API server of another control plane dies with the one that is held down.",
  scenario: "tools/sabotage/scenarios/api-server-down.ts",
  strike: {
    when: "api-server-down: proven active",
    async sabotage({ engine, cluster }) {
      await inNode(engine, `${cluster}-control-plane2`, "pkill -9 -x kube-apiserver");
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    guarantees: { "no-failures": / attempts, \d+ failed: readyz\/control-plane2\// },
  },
};
export default sabotage;
