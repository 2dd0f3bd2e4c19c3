import { readFileSync } from "node:fs";

/**
 * Returns the share of the time since the last call in which this process wanted a CPU and had to wait for one, 0 to 1;
 * undefined where the kernel does not tell (other systems than Linux). It runs at normal priority, as the cluster's own
 * processes do, so what it waits they wait: also behind work at low priority, which does not count as use of the
 * machine but does not make way at once.
 */
export function cpuWaitMeter(): () => number | undefined {
  let last = read();
  return () => {
    const now = read();
    if (now === undefined || last === undefined) return undefined;
    const [ran, waited] = [now.ranNs - last.ranNs, now.waitedNs - last.waitedNs];
    last = now;
    return ran + waited === 0 ? 0 : waited / (ran + waited);
  };
}

function read(): { ranNs: number; waitedNs: number } | undefined {
  try {
    const [ranNs = 0, waitedNs = 0] = readFileSync("/proc/self/schedstat", "utf8").split(" ").map(Number);
    return { ranNs, waitedNs };
  } catch {
    // No such file: the kernel keeps no such figures.
    return undefined;
  }
}
