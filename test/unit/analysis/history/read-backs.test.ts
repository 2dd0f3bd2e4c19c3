import { expect, test } from "vitest";
import {
  type ReadBack,
  readBackFindings,
  resolve,
  type Trace,
  type Traces,
} from "../../../../src/analysis/history/read-backs.ts";
import { Tally } from "../../../../src/analysis/history/tally.ts";

const trace = (token: string, object = "o"): Trace => ({ lane: "w", object, token, from: 10, to: 20 });
const shows = (server: string, at: number, ...tokens: string[]): ReadBack => ({
  server,
  at,
  tokens: new Set(tokens.map((token) => `o ${token}`)),
  objects: new Set(["o"]),
});
const none: Traces = { acknowledged: [], refused: [], lost: [], applied: [], deleted: [] };
function tallyOf(readBacks: ReadBack[], traces: Partial<Traces>): Tally {
  const tally = new Tally();
  readBackFindings(readBacks, { ...none, ...traces }, tally);
  return tally;
}

const rulesIn = (readBacks: ReadBack[], traces: Partial<Traces>) =>
  tallyOf(readBacks, traces).findings.items.map(({ rule, text }) => `${rule} ${text.split(" at ").at(-1)}`);

test("an acknowledged write is there at every server, a refused one at none", () => {
  const readBacks = [shows("one", 100, "a", "b"), shows("two", 120, "b")];
  expect(rulesIn(readBacks, { acknowledged: [trace("a"), trace("b")] })).toEqual(["lost-write two"]);
  expect(rulesIn(readBacks, { refused: [trace("a"), trace("c")] })).toEqual(["refused-applied one"]);
  expect(tallyOf(readBacks, { refused: [trace("a"), trace("c")] }).compared("refused-applied")).toBe(4);
});

test("a lost answer may come late, and does not go", () => {
  const lost = [trace("a")];
  expect(rulesIn([shows("one", 100), shows("two", 120, "a")], { lost })).toEqual([]);
  expect(rulesIn([shows("two", 120), shows("one", 100, "a")], { lost })).toEqual(["vanished-write two"]);
  expect(rulesIn([shows("one", 100, "a"), shows("two", 100)], { lost })).toEqual([]);
});

test("a lost answer that a read showed is there at the end", () => {
  const applied = [{ write: trace("a"), shownAt: 50, revision: 7 }];
  expect(rulesIn([shows("one", 100, "a"), shows("two", 120)], { lost: [], applied })).toEqual(["vanished-write two"]);
});

test("an object that was deleted is not there", () => {
  const deleted = [trace("", "o"), trace("", "gone")];
  expect(rulesIn([shows("one", 100)], { deleted })).toEqual(["came-back one"]);
  expect(rulesIn([shows("one", 15)], { deleted })).toEqual([]);
});

test("a lost answer is never applied only where every server was read, and unknown else", () => {
  const traces = {
    ...none,
    lost: [trace("a"), trace("b"), trace("c")],
    applied: [{ write: trace("b"), shownAt: 50, revision: 7 }],
  };
  expect(resolve([shows("one", 100, "a")], traces, true)).toEqual({
    applied: 2,
    dated: 1,
    neverApplied: 1,
    unknown: 0,
  });
  expect(resolve([shows("one", 100, "a")], traces, false)).toEqual({
    applied: 2,
    dated: 1,
    neverApplied: 0,
    unknown: 1,
  });
});
