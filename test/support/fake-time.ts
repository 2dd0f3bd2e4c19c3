import { vi } from "vitest";

/**
 * Carries out work whose own waiting, by timers, takes no time; what else it waits for, a file that is loaded or a
 * process that begins, takes the time that it needs, while the fake clock goes on fast.
 */
export async function inFakeTime<Value>(work: () => Promise<Value>): Promise<Value> {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  try {
    let over = false;
    const value = work().finally(() => {
      over = true;
    });
    // Whoever asked for it sees how it ends, below.
    value.catch(() => {});
    while (!over) await vi.advanceTimersByTimeAsync(100);
    return await value;
  } finally {
    vi.useRealTimers();
  }
}
