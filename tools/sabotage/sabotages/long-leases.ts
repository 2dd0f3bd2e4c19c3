import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The controller manager's lease lasts 120 s, against the limit of stock settings.",
  scenario: "tools/sabotage/scenarios/slow-takeover.ts",
  topology: "tools/sabotage/topologies/slow-settings.yaml",
  expected: {
    verdict: "fail",
    guarantees: {
      // The same one may lead again: its lease was still there when it was back.
      "failover-within": / led before; (?:then \S+, (?:1 min [45]\d s|2 min .*) after the last renewal|no other )/,
    },
  },
};
export default sabotage;
