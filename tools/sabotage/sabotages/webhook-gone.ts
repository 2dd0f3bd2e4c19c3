import { kubectl } from "../means/in-node.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness:
    "Somebody has taken the webhook's configuration away: pods are admitted because nobody is asked about them.",
  scenario: "webhook-replicas-spread",
  profile: "fast",
  strike: {
    when: "hold: warm-up",
    async sabotage({ engine, cluster }) {
      await kubectl(engine, cluster, ["delete", "validatingwebhookconfiguration/kind-chaos"]);
      return undefined;
    },
  },
  expected: { verdict: "inconclusive", assumptions: { "asked was done": /the webhook was not asked/ } },
};
export default sabotage;
