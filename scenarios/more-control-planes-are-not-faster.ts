import { defineScenario } from "kind-chaos";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { notFaster } from "kind-chaos/guarantees/not-faster";
import { quorumWrite } from "kind-chaos/operations/quorum-write";

const way = { via: "in-cluster", connection: "reused", hz: 10 } as const;
const sizes = [1, 3, 5] as const;
const lanes = sizes.map((members) => `quorum-write-${members}/in-cluster/reused`);

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
  lanes: sizes.map((members) => quorumWrite({ members, ...way })),
  steps: [{ hold: "60s", reason: "nothing is broken; writes to all three groups are timed" }],
  guarantees: [notFaster({ lanes }), noFailures({ lanes, during: "whole-run" })],
});
