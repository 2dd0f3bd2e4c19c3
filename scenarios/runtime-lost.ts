import { defineScenario, type GuaranteeSpec } from "kind-chaos";
import { containerRuntimeKill } from "kind-chaos/faults/container-runtime-kill";
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
    "Kills a worker's containerd for a minute, then the kubelet with it: whatever its node is called then, its pods go on, and nothing is moved.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["worker", "rescheduling"],
  lanes: reschedulingLanes,
  steps: [
    warmUp,
    // The kubelet tells after 30 s that its runtime is down (maxWaitForContainerRuntime, kubernetes pkg/kubelet/kubelet.go).
    { inject: containerRuntimeKill(worker(1)), as: "runtime-dead", for: "60s" },
    { recover: "120s" },
    // Longer than a node's lease is waited for, shorter than pods tolerate a node without one.
    { inject: containerRuntimeKill(worker(1), { kubelet: true }), as: "both-dead", for: "75s" },
    { recover: "120s" },
    coolDown,
  ],
  primary: ["recovered-within during runtime-dead", "recovered-within during both-dead"],
  guarantees: [
    ...["runtime-dead", "both-dead"].flatMap(goesOn),
    noNeedlessEvictions(),
    atMostOnePod(),
    observersComplete(),
    noLostWrites(),
  ],
});

/** What must hold while nobody can start or stop a container on one node of three. */
function goesOn(during: string): readonly GuaranteeSpec[] {
  const lanes = ["workload-http/*/*", "workload-dns/*/*"];
  return [
    workloadUnaffected({ lanes, during, limit: "2s", errorRate: 0.02 }),
    recoveredWithin({ during, limit: "60s" }),
  ];
}
