import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "etcd never waits for its disk (--unsafe-no-fsync), and so never hears that it fails.",
  scenario: "etcd-disk-fails",
  topology: "tools/sabotage/topologies/no-fsync.yaml",
  expected: {
    verdict: "inconclusive",
    assumptions: {
      "the fault sham was real": /^no proof that it was active: process \d+, the same, traced: 0 waits since$/,
    },
  },
};
export default sabotage;
