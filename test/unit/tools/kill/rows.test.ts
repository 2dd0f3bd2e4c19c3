import { expect, it } from "vitest";
import { describeProblems, isRight, type Row, readRows, renderRows } from "../../../../tools/kill/rows.ts";

const row: Row = {
  number: 1,
  seed: 7,
  scenario: "etcd-majority",
  fault: "component-stop",
  moment: "active, 3.4 s after striking",
  killed: "harness",
  run: "SIGKILL",
  healedBy: "watchdog",
  seconds: "4",
  problems: describeProblems([]),
  steady: "yes",
  passing: "",
};

it("reads the rows that it wrote, whatever is in them", () => {
  const rows = [row, { ...row, number: 12, problems: describeProblems(["a | b", "c \\ d", "<e>*"]), passing: "pass" }];
  expect(readRows(renderRows(rows))).toEqual(rows);
  expect(readRows(renderRows([]))).toEqual([]);
  expect(readRows("")).toEqual([]);
});

it("makes one line of several", () => {
  expect(readRows(renderRows([{ ...row, problems: "one\n  two" }]))).toEqual([{ ...row, problems: "one two" }]);
});

it("says how many there are and which did not hold", () => {
  expect(renderRows([])).toContain("No kill was recorded yet.");
  expect(renderRows([row])).toContain("1 kills, of 1 faults; all held after 1 of them.");
  const wrong = [
    row,
    { ...row, number: 2, steady: "nodes: worker is NotReady" },
    { ...row, number: 3, passing: "exit code 3" },
  ];
  expect(renderRows(wrong)).toContain("all held after 1 of them, not after 2, 3.");
});

it("holds what must hold only where nothing is left, the cluster is steady and a passing run passed", () => {
  expect(isRight(row)).toBe(true);
  expect(isRight({ ...row, passing: "pass" })).toBe(true);
  expect(isRight({ ...row, problems: describeProblems(["left: worker: a rule"]) })).toBe(false);
  expect(isRight({ ...row, steady: "not known" })).toBe(false);
  expect(isRight({ ...row, passing: "exit code 1" })).toBe(false);
});
