import { nodePartition } from "../src/faults/node-partition.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { etcdLeader } from "../src/targets/roles/etcd-leader.ts";
import { leadersNodeLost } from "./support/control-plane-lost.ts";

export default defineScenario({
  summary:
    "Cuts the control plane with the etcd leader from everybody for 20 s: one election, then a third of new connections until the load balancer finds out.",
  ...leadersNodeLost("partition", nodePartition(etcdLeader(), { direction: "both", peers: "all" })),
});
