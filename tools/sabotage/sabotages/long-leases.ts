import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The controller manager's lease lasts 40 s, against the limit of stock settings.",
  scenario: "tools/sabotage/scenarios/slow-takeover.ts",
  topology: "tools/sabotage/topologies/slow-settings.yaml",
  expected: {
    verdict: "fail",
    guarantees: {
      // The same one may lead again: its lease was still there when it was back.
      "failover-within":
        / led before; (?:then \S+, (?:3[89]|[45]\d)(?:\.\d)? s .*after the last renewal; measured [345]\d|no other )/,
    },
  },
};
export default sabotage;
