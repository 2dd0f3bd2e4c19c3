import { defineScenario } from "kind-chaos";
import { nodePause } from "kind-chaos/faults/node-pause";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { workloadUnaffected } from "kind-chaos/guarantees/workload-unaffected";
import { workloadDns } from "kind-chaos/operations/workload-dns";
import { workloadHttp } from "kind-chaos/operations/workload-http";
import { worker } from "kind-chaos/targets/worker";

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
