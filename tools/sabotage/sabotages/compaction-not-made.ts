import { changedCommands } from "../means/changed-commands.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "etcd says that it has compacted its old versions, and has not: it goes on to keep them all.",
  scenario: "etcd-compaction",
  prepare: () => changedCommands((word) => word.replace('etcd compact --physical "$revision"', "true")),
  expected: {
    verdict: "inconclusive",
    assumptions: {
      "compacted was done":
        /control-plane still has the past, has taken out \d+ of 5000, does not refuse a watch from before/,
    },
  },
};
export default sabotage;
