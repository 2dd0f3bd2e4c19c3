import { digestOf, type Row } from "../../tools/sabotage/rows.ts";
import type { Sabotage } from "../../tools/sabotage/sabotage.ts";

/** A sabotage that nothing is done for. */
export const oneWay: Sabotage = {
  weakness: "There is one way.",
  scenario: "x",
  expected: { verdict: "fail", guarantees: { "max-outage": /lb/ } },
};

/** The row of its run, in which it was caught as it must be. */
export const oneWayCaught: Row = {
  sabotage: "one-way",
  scenario: "x",
  expectation: digestOf(oneWay),
  commit: "abc1234",
  day: "2026-11-27",
  run: "x-1",
  seconds: 60,
  outcome: "fail",
  caughtBy: ["max-outage"],
  said: ["max-outage: lb out for 9 s"],
  problems: [],
};
