import { noFailures } from "../src/guarantees/no-failures.ts";
import { notFaster } from "../src/guarantees/not-faster.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { quorumWrite1 } from "../src/probes/operations/quorum-write-1.ts";
import { quorumWrite3 } from "../src/probes/operations/quorum-write-3.ts";
import { quorumWrite5 } from "../src/probes/operations/quorum-write-5.ts";

const way = { via: "in-cluster", connection: "reused", hz: 10 } as const;
const lanes = [1, 3, 5].map((members) => `quorum-write-${members}/in-cluster/reused`);

export default defineScenario({
  summary:
    "Writes to etcd of one, three and five members side by side: puts the belief to the test that more control planes are faster.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd", "myth"],
  myth: {
    claim: "More control planes make the cluster faster.",
    truth:
      "every write needs a majority of etcd's members, and one client's writes to three and to five members took as long as those to one or longer, within a tenth; members are for surviving losses, not for speed.",
  },
  lanes: [quorumWrite1(way), quorumWrite3(way), quorumWrite5(way)],
  steps: [{ hold: "60s", reason: "nothing is broken; writes to all three groups are timed" }],
  guarantees: [notFaster({ lanes }), noFailures({ lanes, during: "whole-run" })],
});
