import fc from "fast-check";
import stringWidth from "string-width";
import { expect, it } from "vitest";
import { stepFrame, stepWords } from "../../../../src/setup/steps/step-frame.ts";
import { colorsOf } from "../../../../src/terminal/terminal.ts";
import { hostileText } from "../../../support/hostile-texts.ts";

const plain = colorsOf({ color: false });
const kubernetes = {
  title: "kubernetes 1.37.2",
  note: "compiling",
  part: { done: 812, all: 1_534, what: "packages" },
  elapsedMs: 192_000,
};
const root = { title: "Debian root file system", note: "downloading and unpacking packages", elapsedMs: 12_000 };
const state = { elapsedMs: 252_000, done: 3, all: 12, running: [kubernetes, root] };

it("shows what is done of what, with a bar, and what cannot be counted without one", () => {
  expect(stepFrame(state, { width: 79, height: 10 }, plain)).toEqual([
    "█████░░░░░░░░░░░░░░░ 3 of 12 steps · 04:12",
    "kubernetes 1.37.2       ███████████░░░░░░░░░ 812 of 1534 packages · 03:12 · co…",
    "Debian root file system 00:12 · downloading and unpacking packages",
  ]);
});

it("leaves the bars out where there is no room, and shows nothing when nothing is at work", () => {
  expect(stepFrame(state, { width: 39, height: 10 }, plain)).toEqual(
    ["3 of 12 steps · 04:12", "kubernetes 1.37.2 812 of 1534 packages…", "Debian root f… 00:12 · downloading and…"].map(
      (line) => expect.stringMatching(line.slice(0, 10)),
    ),
  );
  expect(stepFrame({ ...state, running: [] }, { width: 79, height: 10 }, plain)).toEqual([]);
});

it("says the same in words for a log", () => {
  expect([kubernetes, root, { title: "kind", note: "", elapsedMs: 1_000 }].map(stepWords)).toEqual([
    "kubernetes 1.37.2: compiling, 812 of 1534 packages (03:12)",
    "Debian root file system: downloading and unpacking packages (00:12)",
    "kind (00:01)",
  ]);
});

it("is never wider than its columns nor higher than its rows, whatever is counted and said", () => {
  const part = fc.record({ done: fc.nat(), all: fc.nat(), what: hostileText });
  const step = fc.record({
    title: hostileText,
    note: hostileText,
    part: fc.option(part, { nil: undefined }),
    elapsedMs: fc.nat(),
  });
  const any = fc.record({
    elapsedMs: fc.nat(),
    done: fc.nat(),
    all: fc.nat(),
    running: fc.array(step, { maxLength: 8 }),
  });
  const size = fc.record({ width: fc.integer({ min: 1, max: 200 }), height: fc.integer({ min: 1, max: 20 }) });
  fc.assert(
    fc.property(any, size, (setup, { width, height }) => {
      const lines = stepFrame(setup, { width, height }, plain);
      expect(lines.length).toBeLessThanOrEqual(height);
      for (const line of lines) {
        expect(stringWidth(line)).toBeLessThanOrEqual(width);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }
    }),
  );
});
