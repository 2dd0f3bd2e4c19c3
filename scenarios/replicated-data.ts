import { defineScenario } from "kind-chaos";
import { nodeOutOfService } from "kind-chaos/faults/node-out-of-service";
import { atMostOnePod } from "kind-chaos/guarantees/at-most-one-pod";
import { maxDegradation } from "kind-chaos/guarantees/max-degradation";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { observersComplete } from "kind-chaos/guarantees/observers-complete";
import { pinnedByVolume } from "kind-chaos/guarantees/pinned-by-volume";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { servedWithin } from "kind-chaos/guarantees/served-within";
import { storeLeader } from "kind-chaos/targets/store-leader";
import { coolDown, warmUp } from "./support/holds.ts";
import { reschedulingLanes, storeLanes } from "./support/rescheduling-lanes.ts";
import { dataBack, nodesSteady } from "./support/restart-limits.ts";

const lanes = ["store-write/worker2/new", "store-write/worker3/new"];

export default defineScenario({
  summary:
    "Kills the worker with the leader of three members that keep an application's data, and declares it out of service: writes wait for one election, none is lost.",
  topology: "ha-3cp-3w",
  profile: "fast",
  tags: ["worker", "storage", "quorum"],
  lanes: [...reschedulingLanes, ...storeLanes],
  store: { members: 3 },
  steps: [
    warmUp,
    { inject: nodeOutOfService(storeLeader()), as: "node-lost", for: "60s" },
    { recover: "180s" },
    coolDown,
  ],
  primary: ["max-outage", "max-degradation", "served-within"],
  guarantees: [
    // The members elect with the timings of the cluster's own etcd, which the limit is made of; after it two attempts in
    // a row, of 1 s each, may meet the lost member, to which one new connection of three goes until it is NotReady.
    maxOutage({ lanes, during: "node-lost", limit: { derived: "etcd-election", plus: "2s" } }),
    maxDegradation({ lanes, during: "node-lost", limit: { derived: "node-not-ready", plus: "5s" } }),
    // The lost member waits for its node as a single one does; nobody waits for it.
    pinnedByVolume({ during: "node-lost", limit: dataBack }),
    noLostWrites({ through: "store-members", as: "no-lost-writes of the store" }),
    atMostOnePod(),
    servedWithin({
      after: "node-lost",
      lanes: ["workload-http/worker2/new", "workload-http/worker3/new"],
      limit: { derived: "node-eviction", plus: "30s" },
    }),
    recoveredWithin({ during: "node-lost", limit: nodesSteady }),
    observersComplete(),
    noLostWrites(),
  ],
});
