import { monitorEventLoopDelay } from "node:perf_hooks";
import process from "node:process";
import type { ScheduleCounts } from "./lane-runner.ts";
import type { InstrumentFigures } from "./messages.ts";

const loopResolutionMs = 20;

/** Watches the thread it runs in and says once a second how it fared; answers with a function that ends it. */
export function watchInstrument(
  counts: ScheduleCounts & { canaryFailures: number },
  onFigures: (figures: InstrumentFigures) => void,
): () => void {
  const delay = monitorEventLoopDelay({ resolution: loopResolutionMs });
  delay.enable();
  let cpu = process.threadCpuUsage();
  let since = performance.now();
  // The histogram counts the time between two ticks: what exceeds its resolution is delay.
  const overMs = (ns: number) => Math.max(0, Math.round(ns / 1e5) / 10 - loopResolutionMs);
  const tell = () => {
    const used = process.threadCpuUsage(cpu);
    const now = performance.now();
    onFigures({
      loopDelayP99Ms: overMs(delay.percentile(99)),
      loopDelayMaxMs: overMs(delay.max),
      cpuShare: Math.round((used.user + used.system) / (now - since)) / 1_000,
      late: counts.late,
      capped: counts.capped,
      memoryMb: Math.round(process.memoryUsage.rss() / 1e6),
      canaryFailures: counts.canaryFailures,
    });
    Object.assign(counts, { late: 0, capped: 0, canaryFailures: 0 });
    delay.reset();
    cpu = process.threadCpuUsage();
    since = now;
  };
  const timer = setInterval(tell, 1_000);
  return () => {
    clearInterval(timer);
    tell();
    delay.disable();
  };
}
