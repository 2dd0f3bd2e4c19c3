import { changeBalancer } from "../means/balancer-config.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The load balancer knows one API server only.",
  scenario: "tools/sabotage/scenarios/api-server-down.ts",
  strike: {
    when: "hold: calm before the fault",
    async sabotage({ engine, cluster }, run) {
      const takeBack = await changeBalancer(engine, cluster, ({ resources: [clusters] }) => {
        for (const { lb_endpoints: backends } of clusters?.load_assignment.endpoints ?? []) backends.splice(1);
      });
      // With one backend the steady state, which asks for all, would be waited for in vain.
      await run.says("api-server-down: proven healed").finally(takeBack);
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    // As long as the one that it knows is held down: 20 s.
    guarantees: {
      "max-outage": /; measured (?:at least )?(?:1[5-9]|[2-9]\d|\d+ min)/,
      "no-outage": /; measured (?:at least )?(?:1[5-9]|[2-9]\d|\d+ min)/,
      "availability-at": /^least on cached-read\/api\/new: \d of [\d,]+ attempts \(/,
      "error-rate": /^\d+ of [\d,]+ attempts failed \((?:9\d|100)/,
      "max-degradation": /^longest on \S+: (?:at least )?(?:1[5-9]|[2-9]\d|\d+ min)/,
    },
  },
};
export default sabotage;
