import { ignoringLimits } from "../means/ignored-limits.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The engine says that it limits a container's memory, and does not.",
  scenario: "worker-memory-short",
  prepare: ignoringLimits,
  expected: {
    verdict: "inconclusive",
    assumptions: {
      "the fault short was real": /^no proof that it was active: it may have all memory, and had none left 0 times /,
    },
  },
};
export default sabotage;
