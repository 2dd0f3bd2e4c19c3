import { readProcesses } from "../../../src/host/processes.ts";
import type { Chaos } from "../../../test/e2e/support/chaos.ts";
import { helpersOf } from "../../kill/helpers.ts";

/** The probing process of a run; throws where there is none, or more than one. */
export function probingProcess(run: Chaos): number {
  const { prober } = helpersOf(run.process.pid ?? 0, readProcesses());
  const [pid] = prober;
  if (pid === undefined || prober.length > 1) throw new Error(`the run has ${prober.length} probing processes`);
  return pid;
}
