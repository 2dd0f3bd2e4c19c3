import { inNode } from "../means/in-node.ts";
import type { Sabotage } from "../sabotage.ts";

/** Prints whether this load balancer has two addresses, its own one and the virtual one. */
const addresses = "ip -oneline -4 address show dev eth0 | grep -c inet";

const sabotage: Sabotage = {
  weakness: "On the load balancer without the virtual address what would take it over hangs.",
  scenario: "lb-failover",
  topology: "two-load-balancers",
  ruins: true,
  strike: {
    when: "hold: warm-up before the first fault",
    async sabotage({ engine, cluster }) {
      for (const node of [`${cluster}-balancer`, `${cluster}-balancer2`]) {
        const count = await inNode(engine, node, addresses);
        if (count.trim() === "1") await inNode(engine, node, "pkill -STOP -x keepalived");
      }
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    guarantees: { "max-outage": /^longest on cached-read\/api\/new: \d+ attempts without an answer in time/ },
  },
};
export default sabotage;
