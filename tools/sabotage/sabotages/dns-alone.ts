import { kubectl } from "../means/in-node.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "CoreDNS has one replica where the cluster was made with two.",
  scenario: "baseline",
  async prepare({ engine, cluster }) {
    const scale = async (replicas: number) =>
      void (await kubectl(engine, cluster, [
        "-n",
        "kube-system",
        "scale",
        "deployment/coredns",
        `--replicas=${replicas}`,
      ]));
    await scale(1);
    return {
      takeBack: async () => {
        await scale(2);
        await kubectl(engine, cluster, [
          "-n",
          "kube-system",
          "rollout",
          "status",
          "deployment/coredns",
          "--timeout=120s",
        ]);
      },
    };
  },
  expected: {
    verdict: "refused",
    words: /is not fit to be used again and stays as it is: [^\n]*not whole: coredns 1 of 2/,
  },
};
export default sabotage;
