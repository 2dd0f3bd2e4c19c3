import { defineScenario } from "kind-chaos";
import { componentStop } from "kind-chaos/faults/component-stop";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { quorumRead } from "kind-chaos/operations/quorum-read";
import { etcdFollower } from "kind-chaos/targets/etcd-follower";

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
