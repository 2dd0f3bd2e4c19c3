import { execFileSync } from "node:child_process";
import { sendSignal } from "../../src/host/processes.ts";

/** Which processes of a calibration are kept off the CPU: names of their main files. */
export const starved = {
  probes: /probe-process/,
  servers: /server-process/,
  both: /probe-process|server-process/,
} as const;

/** How long a process is stopped, and how long it runs, in turn; milliseconds. */
const stoppedMs = 90;
const runningMs = 10;

/**
 * Keeps children of this process off the CPU for nine tenths of the time, by stopping and continuing them, as a quota
 * does; returns a function that ends it and lets them run.
 */
export function starve(names: RegExp): () => void {
  const stopped = new Set<number>();
  let timer: NodeJS.Timeout | undefined;
  const pulse = () => {
    for (const pid of childrenNamed(names)) if (signal(pid, "SIGSTOP")) stopped.add(pid);
    timer = setTimeout(() => {
      release();
      timer = setTimeout(pulse, runningMs);
    }, stoppedMs);
  };
  const release = () => {
    for (const pid of stopped) signal(pid, "SIGCONT");
    stopped.clear();
  };
  pulse();
  return () => {
    clearTimeout(timer);
    release();
  };
}

let known: { readonly at: number; readonly pids: readonly number[] } = { at: Number.NEGATIVE_INFINITY, pids: [] };

/** Looked up now and then only: asking costs more than a pulse. */
function childrenNamed(names: RegExp): readonly number[] {
  if (performance.now() - known.at > 1_000) {
    const lines = execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(process.pid)], { encoding: "utf8" });
    const pids = lines.split("\n").flatMap((line) => (names.test(line) ? [Number.parseInt(line, 10)] : []));
    known = { at: performance.now(), pids };
  }
  return known.pids;
}

function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    sendSignal(pid, name);
    return true;
  } catch {
    // It has ended since it was looked up.
    return false;
  }
}
