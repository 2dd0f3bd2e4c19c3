import { hold } from "../../../src/host/clock.ts";
import { inNode } from "../means/in-node.ts";
import { addressAt, bothMs } from "../means/virtual-address.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The load balancer that took the virtual address over hangs, and keeps it when the frozen one wakes up.",
  scenario: "lb-freeze",
  topology: "two-load-balancers",
  strike: {
    when: "lost: proven active",
    async sabotage({ engine, cluster }, run) {
      const heir = `${cluster}-balancer2`;
      await addressAt(engine, heir);
      await inNode(engine, heir, "pkill -STOP -x keepalived");
      const goesOn = async () => void (await inNode(engine, heir, "pkill -CONT -x keepalived"));
      // Also where the run ends before: whoever comes next finds both as they were.
      await run
        .says("lost: proven healed")
        .then(() => hold(bothMs))
        .finally(goesOn);
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    guarantees: { "one-address-holder": /balancer2? and balancer2? both had it for/ },
  },
};
export default sabotage;
