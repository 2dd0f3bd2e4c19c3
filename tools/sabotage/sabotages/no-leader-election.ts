import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "Every scheduler schedules: none of them elects a leader.",
  scenario: "scheduler-failover",
  topology: "tools/sabotage/topologies/slow-settings.yaml",
  expected: {
    verdict: "inconclusive",
    assumptions: {
      "no error in the harness": /get lease kube-system\/kube-scheduler: 404 .*"kube-scheduler" not found/,
    },
  },
};
export default sabotage;
