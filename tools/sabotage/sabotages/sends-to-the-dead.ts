import { changeBalancer } from "../means/balancer-config.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The load balancer panics: with one API server dead it sends to all, as if it did not know which one is.",
  scenario: "tools/sabotage/scenarios/api-server-down.ts",
  prepare: async ({ engine, cluster }) => ({
    takeBack: await changeBalancer(engine, cluster, ({ resources: [clusters] }) => {
      // Envoy's panic threshold: with a lesser share of healthy backends than this it takes the others as well.
      if (clusters !== undefined) clusters.common_lb_config = { healthy_panic_threshold: { value: 100 } };
    }),
  }),
  expected: {
    verdict: "fail",
    // As long as it is held down, 20 s; it would be out of use after 10 s at most.
    guarantees: { "ejected-within": / failed at control-plane or unknown, the last (?:1[5-9]|2\d)(?:\.\d)? s after / },
  },
};
export default sabotage;
