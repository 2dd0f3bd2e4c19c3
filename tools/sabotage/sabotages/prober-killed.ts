import { sendSignal } from "../../../src/host/processes.ts";
import { probingProcess } from "../means/probing-process.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The probing process is killed while a fault is held.",
  scenario: "lb-pause",
  strike: {
    when: /: proven active/,
    async sabotage(_, run) {
      sendSignal(probingProcess(run), "SIGKILL");
      return undefined;
    },
  },
  expected: {
    verdict: "harness error",
    assumptions: { "no error in the harness": /prober: the probing process ended: / },
  },
};
export default sabotage;
