import { kubectl } from "../means/in-node.ts";
import { ownNamespace } from "../means/own-namespace.ts";
import type { Sabotage } from "../sabotage.ts";

const removal = ["delete", "namespace", ownNamespace, "--ignore-not-found"];
const inNamespace = ["-n", ownNamespace];
const dnsImage = ["get", "deployment/coredns", "-n", "kube-system", "-o", "jsonpath={..containers[0].image}"];

const sabotage: Sabotage = {
  weakness: "Somebody deletes a part of an application of one's own during the run.",
  scenario: "tools/sabotage/scenarios/application-at-rest.ts",
  async prepare({ engine, cluster }) {
    const image = (await kubectl(engine, cluster, dnsImage)).trim();
    await kubectl(engine, cluster, removal);
    await kubectl(engine, cluster, ["create", "namespace", ownNamespace]);
    for (const name of ["front", "back"]) {
      await kubectl(engine, cluster, [...inNamespace, "create", "deployment", name, `--image=${image}`]);
      await kubectl(engine, cluster, [...inNamespace, "rollout", "status", `deployment/${name}`, "--timeout=60s"]);
    }
    return {
      takeBack: async () => {
        await kubectl(engine, cluster, removal);
      },
    };
  },
  strike: {
    when: "hold: nothing is broken by the harness",
    async sabotage({ engine, cluster }) {
      await kubectl(engine, cluster, [...inNamespace, "delete", "deployment/back"]);
      return undefined;
    },
  },
  expected: { verdict: "fail", guarantees: { "application-whole": /^Deployment back is gone$/ } },
};
export default sabotage;
