import { maxOutage } from "../src/guarantees/max-outage.ts";
import { membersHealthy } from "../src/guarantees/members-healthy.ts";
import { noFailures } from "../src/guarantees/no-failures.ts";
import { noLostWrites } from "../src/guarantees/no-lost-writes.ts";
import { oneLeader } from "../src/guarantees/one-leader.ts";
import { watchComplete } from "../src/guarantees/watch-complete.ts";
import { watchSilence } from "../src/guarantees/watch-silence.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";

export default defineScenario({
  summary: "Breaks nothing and must find nothing: the same probes as the other scenarios on a cluster at rest.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane"],
  lanes: controlPlaneLanes,
  steps: [{ hold: "30s", reason: "nothing is broken" }],
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
