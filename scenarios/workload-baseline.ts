import { defineScenario } from "kind-chaos";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { workloadUnaffected } from "kind-chaos/guarantees/workload-unaffected";
import { quorumRead } from "kind-chaos/operations/quorum-read";
import { workloadLanes } from "./support/workload-lanes.ts";

export default defineScenario({
  summary:
    "Breaks nothing and must find nothing: an application with three replicas, probed through every node and from inside.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["workload"],
  lanes: [...workloadLanes, quorumRead({ via: "api", connection: "reused" })],
  steps: [{ hold: "20s", reason: "nothing is broken" }],
  primary: ["workload-unaffected"],
  guarantees: [
    workloadUnaffected({ lanes: ["workload-http/*/*", "workload-dns/*/*"], during: "whole-run", limit: "1s" }),
    noFailures({ lanes: "*/*/*", during: "whole-run" }),
    noLostWrites(),
  ],
});
