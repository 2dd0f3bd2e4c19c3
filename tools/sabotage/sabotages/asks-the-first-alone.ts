import { changeBalancer } from "../means/balancer-config.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The load balancer asks the first API server how all of them are: one that it cannot reach counts as well.",
  scenario: "lb-half-cut",
  prepare: async ({ engine, cluster }) => {
    const { address } = await engine.inspect(`${cluster}-control-plane`);
    const health_check_config = { address: { socket_address: { address, port_value: 6_443 } } };
    return {
      takeBack: await changeBalancer(engine, cluster, ({ resources }) => {
        for (const { endpoint } of resources.flatMap(({ load_assignment }) =>
          load_assignment.endpoints.flatMap(({ lb_endpoints }) => lb_endpoints),
        ))
          endpoint.health_check_config = health_check_config;
      }),
    };
  },
  expected: {
    verdict: "fail",
    // As long as it is cut off, 30 s; it would be out of use after 10 s at most.
    guarantees: { "ejected-within": / failed at control-plane3 or unknown, the last (?:2\d|3\d)(?:\.\d)? s after / },
  },
};
export default sabotage;
