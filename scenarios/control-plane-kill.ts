import { nodeKill } from "../src/faults/node-kill.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { etcdLeader } from "../src/targets/roles/etcd-leader.ts";
import { leadersNodeLost } from "./support/control-plane-lost.ts";

export default defineScenario({
  summary:
    "Kills the control plane with the etcd leader, held down for 20 s: one election, then a third of new connections until the load balancer finds out.",
  ...leadersNodeLost("kill", nodeKill(etcdLeader())),
});
