import { membersName } from "../../../src/model/quorum.ts";
import { inNode } from "../means/in-node.ts";
import type { Sabotage } from "../sabotage.ts";

/** Stops and continues the processes of a group all the time, for 28 s: four fifths of it they stand still. */
const slowed = `for pid in $(pgrep -x etcd); do
  tr '\\0' ' ' < /proc/$pid/cmdline | grep -q "token=$1 " || continue
  (end=$(($(date +%s) + 28))
  while [ $(date +%s) -lt $end ]; do kill -STOP $pid || break; sleep 0.06; kill -CONT $pid; sleep 0.015; done) > /dev/null 2>&1 &
done`;

const sabotage: Sabotage = {
  weakness: "Writes to the group with one member are slowed down, so that three and five members look faster.",
  scenario: "tools/sabotage/scenarios/three-groups.ts",
  strike: {
    when: "hold: nothing is broken; writes",
    async sabotage({ engine, cluster }) {
      const nodes = ["worker", "worker2", "worker3"].map((node) => `${cluster}-${node}`);
      for (const node of nodes) await inNode(engine, node, slowed, membersName(1));
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    guarantees: { "not-faster": /^quorum-write-1\S*: median [1-9]\d+\.\d ms/ },
  },
};
export default sabotage;
