import { defineScenario, type Step } from "kind-chaos";
import { nodeMaintenance } from "kind-chaos/faults/node-maintenance";
import { atMostOnePod } from "kind-chaos/guarantees/at-most-one-pod";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { observersComplete } from "kind-chaos/guarantees/observers-complete";
import { pdbRespected } from "kind-chaos/guarantees/pdb-respected";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { worker } from "kind-chaos/targets/worker";
import { coolDown, warmUp } from "./support/holds.ts";
import { reschedulingLanes } from "./support/rescheduling-lanes.ts";

const workers = ["worker", "worker2", "worker3"];
const turns = workers.map((_, index) => `maintenance-${index + 1}`);

/**
 * What is asked through the node that is down itself cannot be answered; clients are expected to come through the
 * others.
 */
const throughOthers = (down: string, connection: string) =>
  workers.filter((worker) => worker !== down).map((worker) => `workload-http/${worker}/${connection}`);

export default defineScenario({
  summary: "Drains, restarts and uncordons one worker after another under load: no request through the others fails.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["worker", "maintenance"],
  lanes: reschedulingLanes,
  steps: [
    warmUp,
    ...turns.flatMap((turn, index): Step[] => [
      { inject: nodeMaintenance(worker(index + 1)), as: turn, for: "5s" },
      { recover: "180s" },
    ]),
    coolDown,
  ],
  primary: [
    "recovered-within during maintenance-1",
    "recovered-within during maintenance-2",
    "recovered-within during maintenance-3",
  ],
  guarantees: [
    ...turns.flatMap((during, index) => [
      noFailures({ lanes: throughOthers(workers[index] ?? "", "reused"), during }),
      noFailures({ lanes: throughOthers(workers[index] ?? "", "new"), during }),
      recoveredWithin({ during, limit: "120s" }),
    ]),
    pdbRespected(),
    atMostOnePod(),
    observersComplete(),
    noLostWrites(),
  ],
});
