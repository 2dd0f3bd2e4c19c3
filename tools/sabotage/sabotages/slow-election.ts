import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "An election of etcd may take ten times as long as with stock settings.",
  scenario: "test/e2e/scenarios/slow-election.ts",
  topology: "tools/sabotage/topologies/slow-settings.yaml",
  expected: {
    verdict: "fail",
    // An election timeout of 10 s, once or twice; stock clusters have a leader within 4 s.
    guarantees: {
      "max-outage": /; measured (?:at least )?(?:[5-9]|[1-3]\d)[ .]/,
      "leader-within": /^leader \w+ in term \d+ before.*; measured (?:at least )?(?:[5-9]|[1-3]\d)[ .]/,
    },
  },
};
export default sabotage;
