import { changeBalancer } from "../means/balancer-config.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "While a control plane's certificates are renewed, the load balancer knows no other one.",
  scenario: "certificate-renewal",
  strike: {
    when: "renewal-1: all certificates renewed with kubeadm",
    async sabotage({ engine, cluster }, run) {
      const takeBack = await changeBalancer(engine, cluster, ({ resources: [clusters] }) => {
        for (const { lb_endpoints: backends } of clusters?.load_assignment.endpoints ?? []) {
          const own = ({ endpoint }: (typeof backends)[number]) =>
            endpoint.address.socket_address.address === `${cluster}-control-plane`;
          backends.splice(0, backends.length, ...backends.filter(own));
          if (backends.length !== 1) throw new Error("the load balancer has no backend of that name");
        }
      });
      // The steady state asks for all of them.
      await run.says("renewal-1: proven active").finally(takeBack);
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    // As long as its static pods need to end and to start. Connections that are open lead to the others all the same.
    guarantees: { "max-degradation": /longest on \S+\/api\/new: (?:\d\d(?:\.\d)? s|\d+ min)[^;]*\(100 %\)/ },
  },
};
export default sabotage;
