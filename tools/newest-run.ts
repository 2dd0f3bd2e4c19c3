import { basename } from "node:path";
import { newestRun } from "../test/e2e/support/chaos.ts";

/** The name of the newest run in a folder of runs; "" where there is none yet. */
export function newestRunName(reports: string): string {
  try {
    return basename(newestRun(reports));
  } catch {
    return "";
  }
}
