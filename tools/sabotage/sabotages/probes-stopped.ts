import { hold } from "../../../src/host/clock.ts";
import { sendSignal } from "../../../src/host/processes.ts";
import { probingProcess } from "../means/probing-process.ts";
import type { Sabotage } from "../sabotage.ts";

/** In the middle of the time for which the load balancer is frozen, milliseconds. */
const afterMs = 2_000;
const stoppedMs = 3_000;

const sabotage: Sabotage = {
  weakness: "The probing process stands still for three seconds in the middle of an outage.",
  scenario: "lb-pause",
  strike: {
    when: /: proven active/,
    async sabotage(_, run) {
      const pid = probingProcess(run);
      await hold(afterMs);
      sendSignal(pid, "SIGSTOP");
      await hold(stoppedMs);
      sendSignal(pid, "SIGCONT");
      return undefined;
    },
  },
  expected: {
    verdict: "inconclusive",
    assumptions: {
      "what is judged was looked at all the time": /from \d[^,]* to \d[^,]*: [1-9]\d+ attempts missing/,
    },
  },
};
export default sabotage;
