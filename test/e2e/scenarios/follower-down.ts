import { componentStop } from "../../../src/faults/component-stop.ts";
import { maxOutage } from "../../../src/guarantees/max-outage.ts";
import { defineScenario } from "../../../src/model/scenario.ts";
import { quorumRead } from "../../../src/probes/operations/quorum-read.ts";
import { etcdFollower } from "../../../src/targets/roles/etcd-follower.ts";

export default defineScenario({
  summary: "Holds a follower's etcd down for so long that a test can interrupt the harness meanwhile.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: [],
  lanes: [quorumRead({ via: "api", connection: "new" })],
  steps: [
    { hold: "1s", reason: "calm" },
    { inject: componentStop("etcd", etcdFollower()), as: "follower-down", for: "120s" },
    { recover: "120s" },
  ],
  guarantees: [maxOutage({ lanes: "quorum-read/api/new", during: "follower-down", limit: "5s" })],
});
