import { ignoringLimits } from "../means/ignored-limits.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The engine says that it limits a container's CPU time, and does not.",
  scenario: "control-plane-starved",
  prepare: ignoringLimits,
  expected: {
    verdict: "inconclusive",
    assumptions: {
      "the fault starved was real": /^no proof that it was active: it may have all CPU time, and waited /,
    },
  },
};
export default sabotage;
