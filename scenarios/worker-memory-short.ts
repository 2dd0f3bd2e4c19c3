import { defineScenario } from "kind-chaos";
import { memoryShort } from "kind-chaos/faults/memory-short";
import { atMostOnePod } from "kind-chaos/guarantees/at-most-one-pod";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { observersComplete } from "kind-chaos/guarantees/observers-complete";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { workloadUnaffected } from "kind-chaos/guarantees/workload-unaffected";
import { worker } from "kind-chaos/targets/worker";
import { newThrough } from "./support/application-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { reschedulingLanes } from "./support/rescheduling-lanes.ts";

export default defineScenario({
  summary:
    "Leaves a worker 12 MiB less memory than it needs for 40 s: the kernel kills replicas there, again when they are back; they are started in their place, and the others serve.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["worker", "node", "workload"],
  // Two on each worker: what one holds may be less than what is lacking, and nothing else there is to be killed.
  workload: { replicas: 6 },
  lanes: reschedulingLanes,
  steps: [warmUp, { inject: memoryShort(worker(1)), as: "short", for: "40s" }, { recover: "180s" }, coolDown],
  primary: ["workload-unaffected", "recovered-within"],
  guarantees: [
    // A third of new connections meets a replica that was killed, until its kubelet has told that it is not ready: 1 s
    // until it looks (relist period of kubernetes pkg/kubelet/kubelet.go), and a status. It is back at once the first
    // time, after 10 s the second and 20 s the third, and is killed each time.
    workloadUnaffected({ lanes: newThrough("worker2", "worker3"), during: "short", limit: "3s", errorRate: 0.15 }),
    noFailures({ lanes: "write/api/reused", during: "short" }),
    // What was killed is started again on its node: an eviction by the kubelet goes by the whole machine's memory.
    noNeedlessEvictions(),
    atMostOnePod(),
    recoveredWithin({ during: "short", limit: "120s" }),
    observersComplete(),
    noLostWrites(),
  ],
});
