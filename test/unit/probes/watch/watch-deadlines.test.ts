import { expect, it } from "vitest";
import { wholeEnd } from "../../../../src/probes/watch/watch-deadlines.ts";

it("tells a stream that ran its time from one that ended early", () => {
  expect(wholeEnd(5_000, 304_500, 300)).toBe("expired");
  expect(wholeEnd(5_000, 303_900, 300)).toBe("ended");
  expect(wholeEnd(undefined, 400_000, 300)).toBe("ended");
});
