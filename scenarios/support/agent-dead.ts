import { nodeAgentKill } from "../../src/faults/node-agent-kill.ts";
import { noFailures } from "../../src/guarantees/no-failures.ts";
import { noLostWrites } from "../../src/guarantees/no-lost-writes.ts";
import { noNeedlessEvictions } from "../../src/guarantees/no-needless-evictions.ts";
import { recoveredWithin } from "../../src/guarantees/recovered-within.ts";
import { servedWithin } from "../../src/guarantees/served-within.ts";
import type { GuaranteeSpec } from "../../src/model/guarantee.ts";
import type { Scenario } from "../../src/model/scenario.ts";
import { scaleDeployment } from "../../src/procedures/scale-deployment.ts";
import { controlPlane } from "../../src/targets/roles/control-plane.ts";
import { worker } from "../../src/targets/roles/worker.ts";
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
    guarantees: [
      noFailures({ lanes: ["workload-http/*/*", "workload-dns/*/*"], during: "agent-dead" }),
      servedWithin({ after: "scale", lanes: newThrough("worker2", "worker3"), limit: "20s" }),
      ...promises(newThrough("worker")),
      noNeedlessEvictions(),
      recoveredWithin({ during: "agent-dead", limit: "60s" }),
      noLostWrites(),
    ],
  };
}
