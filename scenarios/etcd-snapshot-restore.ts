import { etcdDataLoss } from "../src/faults/etcd-data-loss.ts";
import { membersHealthy } from "../src/guarantees/members-healthy.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { recoveryPoint } from "../src/guarantees/recovery-point.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { etcdSnapshot } from "../src/procedures/etcd-snapshot.ts";
import { allControlPlanes } from "../src/targets/roles/all-control-planes.ts";
import { etcdLeader } from "../src/targets/roles/etcd-leader.ts";
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
  guarantees: [
    recoveryPoint({ snapshot: "snapshot", during: "data-loss" }),
    recoveredWithin({ during: "data-loss", limit: "180s" }),

    membersHealthy(),
  ],
});
