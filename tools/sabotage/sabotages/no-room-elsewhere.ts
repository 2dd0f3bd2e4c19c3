import { kubectl } from "../means/in-node.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "No other worker takes pods, so that the only replica is not replaced.",
  scenario: "tools/sabotage/scenarios/only-replica-lost.ts",
  profile: "fast",
  strike: {
    when: "worker-down: proven active",
    async sabotage({ engine, cluster }) {
      const others = [`${cluster}-worker2`, `${cluster}-worker3`];
      await kubectl(engine, cluster, ["cordon", ...others]);
      return async () => void (await kubectl(engine, cluster, ["uncordon", ...others]));
    },
  },
  expected: {
    verdict: "fail",
    // Until its own worker is back after 42 s; another takes it after 24 s at most.
    guarantees: {
      "outage-until-replaced": / out for (?:at least )?(?:[4-9]\d(?:\.\d)? s|\d+ min)/,
      "served-within": / of the 1 from before.*; measured (?:at least )?(?:[4-9]\d(?:\.\d)? s|\d+ min)/,
    },
  },
};
export default sabotage;
