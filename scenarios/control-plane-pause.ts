import { nodePause } from "../src/faults/node-pause.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { etcdLeader } from "../src/targets/roles/etcd-leader.ts";
import { leadersNodeLost } from "./support/control-plane-lost.ts";

export default defineScenario({
  summary:
    "Freezes the control plane with the etcd leader for 20 s: one election, then a third of new connections until the load balancer finds out.",
  ...leadersNodeLost("pause", nodePause(etcdLeader())),
});
