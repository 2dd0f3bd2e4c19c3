import { inApiPath } from "../means/in-path.ts";
import { changedWatches, isChange, swapping } from "../means/watches.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "A watch through an API server tells one event in forty after the one that follows it.",
  scenario: "tools/sabotage/scenarios/at-rest.ts",
  prepare: (ground) =>
    inApiPath(
      ground,
      changedWatches("configmaps", () => swapping(40, isChange)),
    ),
  expected: {
    verdict: "fail",
    guarantees: {
      "watch-complete": /\d+ arrivals? out of order/,
      "consistent-history": /: revision \d+ came after \d+/,
    },
  },
};
export default sabotage;
