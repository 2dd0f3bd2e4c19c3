import { memberData } from "../../../src/node-tools/etcd-restore.ts";
import { changedCommands } from "../means/changed-commands.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The data of an etcd member that is to be lost for good stays: it could come back as if nothing had been.",
  scenario: "etcd-member-lost",
  prepare: () => {
    // The first time it is to be lost; what takes the fault back deletes it for a new member, as it should.
    let times = 0;
    const deleted = `rm -rf ${memberData}`;
    return changedCommands((word) => (word.includes(deleted) && ++times === 1 ? word.replace(deleted, "true") : word));
  },
  expected: {
    verdict: "inconclusive",
    assumptions: {
      "the fault lost was real": /^no proof that it was active: no etcd runs, its data is there$/,
    },
  },
};
export default sabotage;
