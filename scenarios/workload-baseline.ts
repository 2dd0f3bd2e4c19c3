import { noFailures } from "../src/guarantees/no-failures.ts";
import { noLostWrites } from "../src/guarantees/no-lost-writes.ts";
import { workloadUnaffected } from "../src/guarantees/workload-unaffected.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { quorumRead } from "../src/probes/operations/quorum-read.ts";
import { workloadLanes } from "./support/workload-lanes.ts";

export default defineScenario({
  summary:
    "Breaks nothing and must find nothing: an application with three replicas, probed through every node and from inside.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["workload"],
  lanes: [...workloadLanes, quorumRead({ via: "api", connection: "reused" })],
  steps: [{ hold: "20s", reason: "nothing is broken" }],
  guarantees: [
    workloadUnaffected({ lanes: ["workload-http/*/*", "workload-dns/*/*"], during: "whole-run", limit: "1s" }),
    noFailures({ lanes: "*/*/*", during: "whole-run" }),
    noLostWrites(),
  ],
});
