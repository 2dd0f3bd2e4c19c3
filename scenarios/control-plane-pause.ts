import { defineScenario } from "kind-chaos";
import { nodePause } from "kind-chaos/faults/node-pause";
import { etcdLeader } from "kind-chaos/targets/etcd-leader";
import { leadersNodeLost } from "./support/control-plane-lost.ts";

export default defineScenario({
  summary:
    "Freezes the control plane with the etcd leader for 20 s: one election, then a third of new connections until the load balancer finds out.",
  ...leadersNodeLost("pause", nodePause(etcdLeader())),
});
