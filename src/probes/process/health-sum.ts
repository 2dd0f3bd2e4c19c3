import type { ProberHealth } from "./messages.ts";

/** Adds up what several probing processes tell of themselves. */
export interface FigureSum {
  /** Takes a process's figures; those of the first process complete a line. */
  add(process: number, figures: ProberHealth): void;
  /** Tells what is left when all have ended. */
  flush(): void;
}

/**
 * One line a second for all probing processes together: counts and shares are added, of delays the greatest stands. The
 * memory is that of the whole harness, this process with it.
 */
export function sumFigures(onFigures: (figures: ProberHealth) => void): FigureSum {
  const last = new Map<number, ProberHealth>();
  let open: ProberHealth[] = [];
  const tell = () => {
    const added = (key: "lateStarts" | "dropped" | "selfProbeFailures") =>
      open.reduce((sum, figures) => sum + figures[key], 0);
    const greatest = (key: "loopDelayP99Ms" | "loopDelayMaxMs") => Math.max(...open.map((figures) => figures[key]));
    const all = [...last.values()];
    onFigures({
      loopDelayP99Ms: greatest("loopDelayP99Ms"),
      loopDelayMaxMs: greatest("loopDelayMaxMs"),
      cpuShare: Math.round(all.reduce((sum, { cpuShare }) => sum + cpuShare, 0) * 1_000) / 1_000,
      lateStarts: added("lateStarts"),
      dropped: added("dropped"),
      memoryMb: all.reduce((sum, { memoryMb }) => sum + memoryMb, 0) + Math.round(process.memoryUsage.rss() / 1e6),
      selfProbeFailures: added("selfProbeFailures"),
    });
    open = [];
  };
  return {
    add: (process, figures) => {
      last.set(process, figures);
      open.push(figures);
      if (process === 0) tell();
    },
    flush: () => {
      if (open.length > 0) tell();
    },
  };
}
