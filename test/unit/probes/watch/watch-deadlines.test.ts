import { describe, expect, test } from "vitest";
import { overdue, wholeEnd } from "../../../../src/probes/watch/watch-deadlines.ts";

test("tells a stream that ran its time from one that ended early", () => {
  expect(wholeEnd(5_000, 304_500, 300)).toBe("expired");
  expect(wholeEnd(5_000, 303_900, 300)).toBe("ended");
  expect(wholeEnd(undefined, 400_000, 300)).toBe("ended");
});

describe("a stream is given up", () => {
  const lane = { idleMs: 10_000 };
  const standing = { startedAt: 0, connected: true, openedAt: 100, heardAt: 5_000 };

  test("when an acknowledged write has been due for its deadline, not because nothing is written", () => {
    expect(overdue(lane, standing, 6_000, 15_900)).toBeUndefined();
    expect(overdue(lane, standing, 6_000, 16_100)).toBe("idle");
    expect(overdue(lane, standing, undefined, 70_000)).toBeUndefined();
  });

  test("when the bookmark of each minute stays out", () => {
    expect(overdue(lane, standing, undefined, 79_900)).toBeUndefined();
    expect(overdue(lane, standing, undefined, 80_100)).toBe("idle");
  });

  test("when it does not come to stand", () => {
    const starting = { startedAt: 0, connected: false, openedAt: undefined, heardAt: 0 };
    expect(overdue({ idleMs: 60_000 }, starting, undefined, 9_900)).toBeUndefined();
    expect(overdue({ idleMs: 60_000 }, starting, undefined, 10_100)).toBe("connect-timeout");
    expect(overdue({ idleMs: 60_000 }, { ...starting, connected: true }, undefined, 60_100)).toBe("hang");
  });
});
