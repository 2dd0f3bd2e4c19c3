import { hold } from "../../../src/host/clock.ts";
import { inNode } from "../means/in-node.ts";
import { addressAt, bothMs } from "../means/virtual-address.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The load balancer that gave the virtual address up takes it again by hand, while the other has it.",
  scenario: "lb-haproxy-stop",
  topology: "two-load-balancers",
  strike: {
    when: "lost: proven active",
    async sabotage({ engine, cluster }) {
      const shared = await addressAt(engine, `${cluster}-balancer2`);
      const first = `${cluster}-balancer`;
      await inNode(engine, first, 'ip address add "$1/24" dev eth0', shared);
      await hold(bothMs);
      await inNode(engine, first, 'ip address delete "$1/24" dev eth0', shared);
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    guarantees: { "one-address-holder": /balancer2? and balancer2? both had it for/ },
  },
};
export default sabotage;
