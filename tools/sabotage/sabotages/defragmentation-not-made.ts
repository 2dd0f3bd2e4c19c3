import { changedCommands } from "../means/changed-commands.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "etcd says that every member was defragmented, and none was: each is asked and well.",
  scenario: "etcd-defragmentation",
  prepare: () => changedCommands((word) => word.replace('etcd_at "$1" --command-timeout=60s defrag', "true")),
  expected: {
    verdict: "inconclusive",
    assumptions: { "defragmented was done": /^control-plane not defragmented, by its own count, control-plane2 not/ },
  },
};
export default sabotage;
