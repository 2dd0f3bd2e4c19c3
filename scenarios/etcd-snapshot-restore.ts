import { defineScenario } from "kind-chaos";
import { etcdDataLoss } from "kind-chaos/faults/etcd-data-loss";
import { membersHealthy } from "kind-chaos/guarantees/members-healthy";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { recoveryPoint } from "kind-chaos/guarantees/recovery-point";
import { etcdSnapshot } from "kind-chaos/procedures/etcd-snapshot";
import { allControlPlanes } from "kind-chaos/targets/all-control-planes";
import { etcdLeader } from "kind-chaos/targets/etcd-leader";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";

export default defineScenario({
  summary:
    "Takes a snapshot, loses all etcd data and restores on every member: how long it took, and which writes are gone.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd", "disaster"],
  lanes: controlPlaneLanes,
  steps: [
    warmUp,
    { perform: etcdSnapshot(etcdLeader()), as: "snapshot" },
    { hold: "10s", reason: "writes after the snapshot, which the restore cannot know" },
    { inject: etcdDataLoss(allControlPlanes()), as: "data-loss", for: "10s" },
    { recover: "240s" },
    coolDown,
  ],
  // Not one leader a term: a restored cluster is a new one, whose terms begin again.
  primary: ["recovered-within"],
  guarantees: [
    recoveryPoint({ snapshot: "snapshot", during: "data-loss" }),
    recoveredWithin({ during: "data-loss", limit: "180s" }),

    membersHealthy(),
  ],
});
