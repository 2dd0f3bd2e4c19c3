import { inNode } from "../means/in-node.ts";
import { controlPlanesOf } from "../means/nodes.ts";
import type { Sabotage } from "../sabotage.ts";

/** Kills the etcd of a node whose waits for its disk are held; nothing where none is. */
const killHeld = `for pid in $(pgrep -x etcd)
do grep -q '^TracerPid:[[:space:]]*0$' "/proc/$pid/status" || kill -9 "$pid"; done`;

const sabotage: Sabotage = {
  weakness: "The leader whose disk is slow ends, and its kubelet starts another process in its place.",
  scenario: "etcd-disk-slow",
  strike: {
    when: "leader-slow: proven active",
    async sabotage({ engine, cluster }) {
      for (const node of controlPlanesOf(cluster)) await inNode(engine, node, killHeld);
      return undefined;
    },
  },
  expected: {
    verdict: "inconclusive",
    assumptions: {
      "the fault leader-slow was real":
        /^no proof that it was active: (?:process \d+ in the place of \d+|etcd does not run)$/,
    },
  },
};
export default sabotage;
