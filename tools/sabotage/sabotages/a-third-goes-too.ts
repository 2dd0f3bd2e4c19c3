import { memberDown } from "../means/etcd-member.ts";
import { inNode } from "../means/in-node.ts";
import type { Sabotage } from "../sabotage.ts";

/** Says whether a node has an etcd member that nobody holds down. */
const runs = "[ ! -e /etc/kubernetes/manifests/etcd.yaml ] || echo runs";

const sabotage: Sabotage = {
  weakness: "While two members of five are lost a third one goes, too.",
  scenario: "five-members",
  topology: "five-control-planes",
  strike: {
    when: "two-down: proven active",
    async sabotage({ engine, cluster }, run) {
      for (const number of ["5", "4", "3", "2", ""]) {
        const node = `${cluster}-control-plane${number}`;
        if ((await inNode(engine, node, runs)).trim() !== "runs") continue;
        const takeBack = await memberDown(engine, node);
        // With the two that come back there is a quorum again; all of them are waited for then.
        await run.says("two-down: proven healed").finally(takeBack);
        return undefined;
      }
      throw new Error("no etcd member runs");
    },
  },
  expected: {
    // Three members of five without a quorum, and five API servers that ask again, take a small machine whole.
    verdict: "fail or inconclusive",
    guarantees: { "no-failures": / attempts, \d+ failed: .*(?:write|quorum-read|fresh-read)\/api\/reused/ },
  },
};
export default sabotage;
