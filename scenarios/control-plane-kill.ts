import { defineScenario } from "kind-chaos";
import { nodeKill } from "kind-chaos/faults/node-kill";
import { etcdLeader } from "kind-chaos/targets/etcd-leader";
import { leadersNodeLost } from "./support/control-plane-lost.ts";

export default defineScenario({
  summary:
    "Kills the control plane with the etcd leader, held down for 20 s: one election, then a third of new connections until the load balancer finds out.",
  ...leadersNodeLost("kill", nodeKill(etcdLeader())),
});
