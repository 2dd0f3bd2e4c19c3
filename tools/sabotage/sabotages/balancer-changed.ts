import { changeBalancer } from "../means/balancer-config.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "Somebody makes the load balancer look at its API servers every half minute while the run goes on.",
  scenario: "tools/sabotage/scenarios/at-rest.ts",
  strike: {
    when: "hold: nothing is broken by the harness",
    sabotage: ({ engine, cluster }) =>
      changeBalancer(engine, cluster, ({ resources: [clusters] }) => {
        for (const check of clusters?.health_checks ?? []) check.interval = "30s";
      }),
  },
  expected: {
    verdict: "inconclusive",
    assumptions: { "no setting of the cluster changed": /loadBalancer\.intervalMs from \d+ to 30000/ },
  },
};
export default sabotage;
