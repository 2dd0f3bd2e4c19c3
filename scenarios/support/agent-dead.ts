import type { GuaranteeSpec, Scenario } from "kind-chaos";
import { nodeAgentKill } from "kind-chaos/faults/node-agent-kill";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { observersComplete } from "kind-chaos/guarantees/observers-complete";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { servedWithin } from "kind-chaos/guarantees/served-within";
import { scaleDeployment } from "kind-chaos/procedures/scale-deployment";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { worker } from "kind-chaos/targets/worker";
import { newThrough } from "./application-lanes.ts";
import { coolDown, warmUp } from "./holds.ts";
import { reschedulingLanes } from "./rescheduling-lanes.ts";

/** An agent of the first worker is kept dead for 40 s, and three more replicas are asked for meanwhile. */
export function agentDead(
  agent: "kube-proxy" | "cni",
  promises: (lanes: readonly string[]) => readonly GuaranteeSpec[],
): Omit<Scenario, "summary"> {
  return {
    topology: "ha-3cp-3w",
    profile: "stock",
    tags: ["worker", "network"],
    lanes: reschedulingLanes,
    steps: [
      warmUp,
      {
        inject: nodeAgentKill(agent, worker(1)),
        as: "agent-dead",
        for: "40s",
        while: [{ perform: scaleDeployment("workload", 6, controlPlane(1)), as: "scale" }],
      },
      { recover: "120s" },
      coolDown,
    ],
    primary: ["recovered-within"],
    guarantees: [
      noFailures({ lanes: ["workload-http/*/*", "workload-dns/*/*"], during: "agent-dead" }),
      servedWithin({ after: "scale", lanes: newThrough("worker2", "worker3"), limit: "20s" }),
      ...promises(newThrough("worker")),
      noNeedlessEvictions(),
      recoveredWithin({ during: "agent-dead", limit: "60s" }),
      observersComplete(),
      noLostWrites(),
    ],
  };
}
