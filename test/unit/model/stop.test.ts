import { expect, it } from "vitest";
import { exitCodeOfStop, Stop, stoppedAs } from "../../../src/model/stop.ts";

it.each([
  ["a person", new Stop("interrupted", "interrupted by SIGHUP"), "interrupted", 130],
  ["a deadline", new Stop("deadline", "over"), "deadline", 2],
  ["a bug", new Stop("failed", "x is not a function"), "failed", 2],
  ["something else", new Error("a test"), "interrupted", 130],
] as const)("what %s stopped ends so, also through signals that were joined", (_, reason, end, code) => {
  const { signal } = (() => {
    const controller = new AbortController();
    controller.abort(reason);
    return controller;
  })();
  for (const one of [signal, AbortSignal.any([new AbortController().signal, signal])]) {
    expect(stoppedAs(one)).toBe(end);
    expect(exitCodeOfStop(one)).toBe(code);
  }
});
