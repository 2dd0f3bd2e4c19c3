import { changeBalancer } from "../means/balancer-config.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The load balancer does not look whether its API servers live.",
  scenario: "tools/sabotage/scenarios/api-server-down.ts",
  prepare: async ({ engine, cluster }) => ({
    takeBack: await changeBalancer(engine, cluster, ({ resources: [clusters] }) => {
      if (clusters !== undefined) delete clusters.health_checks;
    }),
  }),
  expected: {
    verdict: "harness error",
    assumptions: {
      "no error in the harness":
        /^timeout: reading the cluster's settings \(\S+ has neither kind's Envoy nor its HAProxy configuration\)/,
    },
  },
};
export default sabotage;
