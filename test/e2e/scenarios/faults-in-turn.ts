import { kubeletStop } from "../../../src/faults/kubelet-stop.ts";
import { loadBalancerReload } from "../../../src/faults/load-balancer-reload.ts";
import { networkDegrade } from "../../../src/faults/network-degrade.ts";
import { peerPartition } from "../../../src/faults/peer-partition.ts";
import { noFailures } from "../../../src/guarantees/no-failures.ts";
import { recoveredWithin } from "../../../src/guarantees/recovered-within.ts";
import { defineScenario } from "../../../src/model/scenario.ts";
import { cachedRead } from "../../../src/probes/operations/cached-read.ts";
import { etcdStatus } from "../../../src/probes/operations/etcd-status.ts";
import { quorumRead } from "../../../src/probes/operations/quorum-read.ts";
import { lane } from "../../../src/targets/roles/lane.ts";
import { zone } from "../../../src/targets/roles/zone.ts";

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
