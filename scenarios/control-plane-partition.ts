import { defineScenario } from "kind-chaos";
import { nodePartition } from "kind-chaos/faults/node-partition";
import { etcdLeader } from "kind-chaos/targets/etcd-leader";
import { leadersNodeLost } from "./support/control-plane-lost.ts";

export default defineScenario({
  summary:
    "Cuts the control plane with the etcd leader from everybody for 20 s: one election, then a third of new connections until the load balancer finds out.",
  ...leadersNodeLost("partition", nodePartition(etcdLeader(), { direction: "both", peers: "all" })),
});
