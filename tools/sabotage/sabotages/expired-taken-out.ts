import { changeBalancer } from "../means/balancer-config.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The load balancer knows the API server whose certificate is over no more, as one that looks at dates.",
  scenario: "certificate-expired",
  strike: {
    when: "expired: proven active",
    async sabotage({ engine, cluster }, run) {
      const takeBack = await changeBalancer(engine, cluster, ({ resources: [clusters] }) => {
        for (const { lb_endpoints: backends } of clusters?.load_assignment.endpoints ?? []) {
          const expired = backends.findIndex(
            ({ endpoint }) => endpoint.address.socket_address.address === `${cluster}-control-plane2`,
          );
          if (expired < 0) throw new Error("the load balancer has no backend of that name");
          backends.splice(expired, 1);
        }
      });
      // The steady state asks for all of them.
      await run.says("expired: proven healed").finally(takeBack);
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    guarantees: { "error-rate": /^0 of [\d,]+ attempts failed / },
  },
};
export default sabotage;
