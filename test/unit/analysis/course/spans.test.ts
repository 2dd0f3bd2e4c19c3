import { expect, it } from "vitest";
import { spansOf, withUnobserved } from "../../../../src/analysis/course/spans.ts";

const spans = spansOf(
  [
    { at: 100, state: "ok", text: "a" },
    { at: 200, state: "ok", text: "a" },
    { at: 300, state: "failed", text: "b" },
  ],
  900,
);

it("lasts from one change to the next, and the same again is none", () => {
  expect(spans).toEqual([
    { from: 100, to: 300, state: "ok", text: "a" },
    { from: 300, to: 900, state: "failed", text: "b" },
  ]);
});

it("is cut by the times in which nobody could tell, which say why", () => {
  const cut = withUnobserved(spans, [
    { from: 250, to: 400, why: "no stream" },
    { from: 850, to: Number.POSITIVE_INFINITY, why: "stopped" },
  ]);
  expect(cut.map(({ from, to, text }) => [from, to, text])).toEqual([
    [100, 250, "a"],
    [250, 300, "no stream"],
    [300, 400, "no stream"],
    [400, 850, "b"],
    [850, 900, "stopped"],
  ]);
});
