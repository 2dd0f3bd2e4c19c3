import { cpus } from "node:os";

/**
 * Share of all CPU time of this machine in use since the last call, 0 to 1; work at low priority (nice) makes way and
 * does not count.
 */
export function cpuMeter(): () => number {
  let last = totals();
  return () => {
    const now = totals();
    const all = now.all - last.all;
    const share = all === 0 ? 0 : 1 - (now.idle - last.idle) / all;
    last = now;
    return share;
  };
}

function totals(): { all: number; idle: number } {
  const times = cpus().map((cpu) => cpu.times);
  const sum = (pick: (time: (typeof times)[number]) => number) => times.reduce((total, time) => total + pick(time), 0);
  return {
    all: sum((time) => time.user + time.nice + time.sys + time.irq + time.idle),
    idle: sum((time) => time.idle + time.nice),
  };
}
