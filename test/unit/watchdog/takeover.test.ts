import { expect, test } from "vitest";
import type { Deed, Undo, UndoState } from "../../../src/journal/undo-log.ts";
import { describeTakeover, doubtful } from "../../../src/watchdog/takeover.ts";

const undo = (strike: string, folder = "/runs/a") => ({ strike, folder }) as Undo;
const healed = (strike: string, by: Deed["by"]) => ({ deed: "healed", strike, by }) as Deed;

function state(begun: readonly Undo[], deeds: readonly Deed[]): UndoState {
  const closed = new Set(deeds.map(({ strike }) => strike));
  return { begun, deeds, problems: [], open: begun.filter(({ strike }) => !closed.has(strike)).toReversed() };
}

test("what it found open is taken back, whoever left it, and what only it saw healed once more", () => {
  const begun = [undo("old", "/runs/b"), undo("1"), undo("2"), undo("3"), undo("other", "/runs/b")];
  const deeds = [healed("1", "harness"), healed("2", "watchdog"), healed("other", "watchdog")];
  expect(doubtful(state(begun, deeds), "/runs/a", begun).map(({ strike }) => strike)).toEqual(["3", "2", "old"]);
});

test("what another run has broken since is that one's", () => {
  const begun = [undo("1"), undo("next", "/runs/next")];
  expect(doubtful(state(begun, [healed("1", "clean")]), "/runs/a", [undo("1")])).toEqual([undo("1")]);
});

test("what the harness saw healed in the end is no longer doubtful", () => {
  const deeds = [healed("1", "watchdog"), healed("1", "harness")];
  expect(doubtful(state([undo("1")], deeds), "/runs/a", [undo("1")])).toEqual([]);
});

test("a takeover says whether the harness was gone or only silent", () => {
  expect(describeTakeover(42, 10_000, false)).toBe("the harness, process 42, is gone");
  expect(describeTakeover(42, 10_000, true)).toBe("the harness, process 42, did not answer for 10 s");
});
