import { defineScenario } from "kind-chaos";
import { kubeletStop } from "kind-chaos/faults/kubelet-stop";
import { atMostOnePod } from "kind-chaos/guarantees/at-most-one-pod";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { observersComplete } from "kind-chaos/guarantees/observers-complete";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { workloadUnaffected } from "kind-chaos/guarantees/workload-unaffected";
import { worker } from "kind-chaos/targets/worker";
import { coolDown, warmUp } from "./support/holds.ts";
import { reschedulingLanes } from "./support/rescheduling-lanes.ts";

export default defineScenario({
  summary:
    "Stops a worker's kubelet for 75 s, long enough to be NotReady and not to be given up: its pod goes on, nothing is moved, nothing starts anew.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["worker", "rescheduling"],
  lanes: reschedulingLanes,
  steps: [warmUp, { inject: kubeletStop(worker(1)), as: "unattended", for: "75s" }, { recover: "120s" }, coolDown],
  primary: ["workload-unaffected", "recovered-within"],
  guarantees: [
    workloadUnaffected({
      lanes: ["workload-http/*/*", "workload-dns/*/*"],
      during: "unattended",
      limit: "2s",
      errorRate: 0.02,
    }),
    noNeedlessEvictions(),
    atMostOnePod(),
    recoveredWithin({ during: "unattended", limit: "60s" }),
    observersComplete(),
    noLostWrites(),
  ],
});
