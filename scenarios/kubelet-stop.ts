import { kubeletStop } from "../src/faults/kubelet-stop.ts";
import { atMostOnePod } from "../src/guarantees/at-most-one-pod.ts";
import { noLostWrites } from "../src/guarantees/no-lost-writes.ts";
import { noNeedlessEvictions } from "../src/guarantees/no-needless-evictions.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { workloadUnaffected } from "../src/guarantees/workload-unaffected.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { worker } from "../src/targets/roles/worker.ts";
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
    noLostWrites(),
  ],
});
