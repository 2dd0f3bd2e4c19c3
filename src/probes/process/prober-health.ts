import { readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { ScheduleCounts } from "../lanes/lane-runner.ts";
import type { ProberHealth } from "./messages.ts";

/** Every tick of it is a wake-up of its own, so not finer than a delay that would matter. */
const loopResolutionMs = 50;

/** Watches the process it runs in and says once a second how it fared; returns a function that ends it. */
export function watchProberHealth(
  counts: ScheduleCounts & { selfProbeFailures: number },
  onFigures: (figures: ProberHealth) => void,
): () => void {
  const delay = monitorEventLoopDelay({ resolution: loopResolutionMs });
  delay.enable();
  let cpu = process.cpuUsage();
  let since = performance.now();
  // The histogram counts the time between two ticks: what exceeds its resolution is delay.
  const overMs = (ns: number) => Math.max(0, Math.round(ns / 1e5) / 10 - loopResolutionMs);
  const tell = () => {
    const used = process.cpuUsage(cpu);
    const now = performance.now();
    onFigures({
      loopDelayP99Ms: overMs(delay.percentile(99)),
      loopDelayMaxMs: overMs(delay.max),
      cpuShare: Math.round((used.user + used.system) / (now - since)) / 1_000,
      lateStarts: counts.lateStarts,
      dropped: counts.dropped,
      memoryMb: Math.round(ownMemoryBytes() / 1e6),
      selfProbeFailures: counts.selfProbeFailures,
    });
    Object.assign(counts, { lateStarts: 0, dropped: 0, selfProbeFailures: 0 });
    delay.reset();
    cpu = process.cpuUsage();
    since = now;
  };
  const timer = setInterval(tell, 1_000);
  return () => {
    clearInterval(timer);
    tell();
    delay.disable();
  };
}

/** What this process adds to the one that started it: its own pages, without the program text that they share. */
function ownMemoryBytes(): number {
  try {
    const own = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    return own === undefined ? process.memoryUsage.rss() : Number(own) * 1_024;
  } catch {
    // Not Linux: all of it, shared pages too.
    return process.memoryUsage.rss();
  }
}
