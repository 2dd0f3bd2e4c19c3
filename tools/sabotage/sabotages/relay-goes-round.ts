import { changeBalancer } from "../means/balancer-config.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "kind's own load balancer goes round the virtual address: what is lost is not on the way that is measured.",
  scenario: "lb-haproxy-stop-slow",
  topology: "slow-virtual-address",
  strike: {
    when: "hold: warm-up before the first fault",
    async sabotage({ engine, cluster }) {
      const shorts = ["control-plane", "control-plane2", "control-plane3"];
      const planes = await Promise.all(shorts.map((short) => engine.inspect(`${cluster}-${short}`)));
      return changeBalancer(engine, cluster, ({ resources }) => {
        for (const { load_assignment } of resources)
          load_assignment.endpoints = planes.map(({ address }) => ({
            lb_endpoints: [{ endpoint: { address: { socket_address: { address, port_value: 6_443 } } } }],
          }));
      });
    },
  },
  expected: {
    verdict: "fail",
    guarantees: {
      "outage-at-least": /^cached-read\/api\/new was never out, expected at least/,
      "recovered-within": /virtual address \(held by \S+, lb passes connections on to /,
    },
  },
};
export default sabotage;
