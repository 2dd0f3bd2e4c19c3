import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "An application has one replica.",
  scenario: "tools/sabotage/scenarios/one-replica-frozen.ts",
  expected: {
    verdict: "fail",
    // As long as its node is frozen: 20 s.
    guarantees: {
      "max-outage": /; measured (?:at least )?(?:1[5-9]|2\d)/,
      "workload-unaffected": /in time, least on \S+: 0 of [\d,]+ attempts \(0 %\)/,
    },
  },
};
export default sabotage;
