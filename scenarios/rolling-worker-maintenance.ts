import { nodeMaintenance } from "../src/faults/node-maintenance.ts";
import { atMostOnePod } from "../src/guarantees/at-most-one-pod.ts";
import { noFailures } from "../src/guarantees/no-failures.ts";
import { noLostWrites } from "../src/guarantees/no-lost-writes.ts";
import { pdbRespected } from "../src/guarantees/pdb-respected.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { defineScenario, type Step } from "../src/model/scenario.ts";
import { worker } from "../src/targets/roles/worker.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { reschedulingLanes } from "./support/rescheduling-lanes.ts";

const workers = ["worker", "worker2", "worker3"];
const turns = workers.map((_, index) => `maintenance-${index + 1}`);

/** What is asked through the node that is down itself cannot be answered; clients are expected to come through the others. */
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
  guarantees: [
    ...turns.flatMap((during, index) => [
      noFailures({ lanes: throughOthers(workers[index] ?? "", "reused"), during }),
      noFailures({ lanes: throughOthers(workers[index] ?? "", "new"), during }),
      recoveredWithin({ during, limit: "120s" }),
    ]),
    pdbRespected(),
    atMostOnePod(),
    noLostWrites(),
  ],
});
