import { defineScenario } from "kind-chaos";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { membersHealthy } from "kind-chaos/guarantees/members-healthy";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { oneLeader } from "kind-chaos/guarantees/one-leader";
import { watchComplete } from "kind-chaos/guarantees/watch-complete";
import { watchSilence } from "kind-chaos/guarantees/watch-silence";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";

export default defineScenario({
  summary: "Breaks nothing and must find nothing: the same probes as the other scenarios on a cluster at rest.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane"],
  lanes: controlPlaneLanes,
  steps: [{ hold: "30s", reason: "nothing is broken" }],
  primary: ["max-outage", "watch-silence"],
  guarantees: [
    noFailures({ lanes: "*/api/*", during: "whole-run" }),
    maxOutage({ lanes: "readyz/*/*", during: "whole-run", limit: "1s" }),
    noLostWrites(),
    watchComplete(),
    watchSilence({ limit: "2s" }),
    oneLeader(),
    membersHealthy(),
  ],
});
