import { defineScenario } from "kind-chaos";
import { kubeletStop } from "kind-chaos/faults/kubelet-stop";
import { loadBalancerReload } from "kind-chaos/faults/load-balancer-reload";
import { networkDegrade } from "kind-chaos/faults/network-degrade";
import { peerPartition } from "kind-chaos/faults/peer-partition";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { cachedRead } from "kind-chaos/operations/cached-read";
import { etcdStatus } from "kind-chaos/operations/etcd-status";
import { quorumRead } from "kind-chaos/operations/quorum-read";
import { lane } from "kind-chaos/targets/lane";
import { zone } from "kind-chaos/targets/zone";

export default defineScenario({
  summary: "The faults that no scenario of the library uses, one after another: each proven active and proven healed.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: [],
  lanes: [
    cachedRead({ via: "api", connection: "reused" }),
    quorumRead({ via: "api", connection: "new", hz: 5 }),
    etcdStatus({ via: "each-etcd-member", connection: "reused", hz: 5 }),
  ],
  steps: [
    { hold: "3s", reason: "calm" },
    { inject: loadBalancerReload(), as: "reload" },
    { recover: "60s" },
    { inject: peerPartition(), as: "apart", for: "3s" },
    { recover: "60s" },
    { inject: kubeletStop(zone("b")), as: "unattended", for: "3s" },
    { recover: "60s" },
    {
      inject: networkDegrade(lane("cached-read/api/reused"), { lossPercent: 20 }),
      as: "lossy",
      for: "5s",
    },
    { recover: "60s" },
  ],
  guarantees: [
    noFailures({ lanes: "cached-read/api/reused", during: "reload" }),
    ...["reload", "apart", "unattended", "lossy"].map((during) => recoveredWithin({ during, limit: "60s" })),
  ],
});
