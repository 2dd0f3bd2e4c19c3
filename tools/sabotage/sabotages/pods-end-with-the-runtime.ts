import { inNode } from "../means/in-node.ts";
import { workersOf } from "../means/nodes.ts";
import type { Sabotage } from "../sabotage.ts";

const folder = "/etc/systemd/system/containerd.service.d";

/** What the unit of kind's nodes keeps alive ends with it: kind's own says KillMode=process. */
const endAll = `mkdir -p ${folder} && printf '[Service]\\nKillMode=control-group\\nKillSignal=SIGKILL\\n' >${folder}/sabotage.conf && systemctl daemon-reload`;

const sabotage: Sabotage = {
  weakness: "A worker's pods are in the hands of its container runtime, and end with it.",
  scenario: "runtime-lost",
  // Its pods are started anew, by a runtime that finds none of what it had.
  ruins: true,
  strike: {
    when: "hold: warm-up before the first fault",
    async sabotage({ engine, cluster }) {
      for (const node of workersOf(cluster)) await inNode(engine, node, endAll);
      return undefined;
    },
  },
  expected: {
    verdict: "inconclusive",
    assumptions: { "the fault runtime-dead was real": /^no proof that it was active: .*; 0 of \d+ pods go on$/ },
  },
};
export default sabotage;
