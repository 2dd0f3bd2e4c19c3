import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Silence, silenceMs } from "../../../../src/probes/process/silence.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function listen() {
  const onSilence = vi.fn();
  return { onSilence, silence: new Silence(onSilence) };
}

it("a process that falls silent is told of once, and one that has not begun yet is not", () => {
  const { onSilence, silence } = listen();
  vi.advanceTimersByTime(10 * silenceMs);
  expect(onSilence).not.toHaveBeenCalled();
  silence.heard();
  vi.advanceTimersByTime(silenceMs - 1);
  expect(onSilence).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10 * silenceMs);
  expect(onSilence).toHaveBeenCalledOnce();
});

it("one that says something now and then is not silent", () => {
  const { onSilence, silence } = listen();
  for (let second = 0; second < 300; second += 20) {
    silence.heard();
    vi.advanceTimersByTime(20_000);
  }
  expect(onSilence).not.toHaveBeenCalled();
});

it("whoever was itself stopped for an hour has looked once more and no more", () => {
  const { onSilence, silence } = listen();
  silence.heard();
  vi.advanceTimersByTime(5_000);
  // A timer that was due many times meanwhile comes once.
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(5_000);
  expect(onSilence).not.toHaveBeenCalled();
});

it("nobody listens when it was stopped", () => {
  const { onSilence, silence } = listen();
  silence.heard();
  silence.stop();
  vi.advanceTimersByTime(10 * silenceMs);
  expect(onSilence).not.toHaveBeenCalled();
});
