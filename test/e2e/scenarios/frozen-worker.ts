import { nodePause } from "../../../src/faults/node-pause.ts";
import { maxOutage } from "../../../src/guarantees/max-outage.ts";
import { workloadUnaffected } from "../../../src/guarantees/workload-unaffected.ts";
import { defineScenario } from "../../../src/model/scenario.ts";
import { workloadDns } from "../../../src/probes/operations/workload-dns.ts";
import { workloadHttp } from "../../../src/probes/operations/workload-http.ts";
import { worker } from "../../../src/targets/roles/worker.ts";

export default defineScenario({
  summary:
    "Freezes a worker with one of three replicas, for less time than the cluster takes to notice: a third of attempts must hang.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: [],
  lanes: [
    workloadHttp({ via: "each-worker", connection: "new" }),
    workloadHttp({ via: "in-cluster", connection: "new" }),
    workloadDns({ via: "in-cluster" }),
  ],
  steps: [
    { hold: "5s", reason: "calm" },
    { inject: nodePause(worker(1)), as: "frozen", for: "25s" },
    { recover: "120s" },
  ],
  guarantees: [
    workloadUnaffected({ lanes: ["workload-http/*/*", "workload-dns/*/*"], during: "frozen:held", limit: "5s" }),
    maxOutage({ lanes: "workload-http/*/*", during: "frozen:held", limit: "5s" }),
  ],
});
