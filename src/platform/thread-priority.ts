import { execFile } from "node:child_process";
import { readlinkSync } from "node:fs";
import { basename } from "node:path";
import { promisify } from "node:util";

/**
 * Puts the calling thread ahead of everything that shares the machine with it (Linux' round-robin real-time class, lowest priority):
 * with three runnable tasks a core, timers of an ordinary thread are 13 to 20 ms late at the 99th percentile whatever its nice value,
 * of this one 0.3 ms. Answers false where the system does not permit it or has no chrt; then late starts are counted all the same.
 */
export async function preferThisThread(): Promise<boolean> {
  try {
    // The link names the thread that reads it, so it must be read in this thread and not in one of the pool.
    const thread = basename(readlinkSync("/proc/thread-self"));
    await promisify(execFile)("chrt", ["-r", "-p", "1", thread]);
    return true;
  } catch {
    // Not Linux, no chrt, or no permission.
    return false;
  }
}
