import { expect, test } from "vitest";
import { tracesCalls } from "../../../src/model/traced-calls.ts";

test.each([
  ["x86_64", "5.3.0", true],
  ["aarch64", "6.12.1-generic", true],
  ["x86_64", "10.0", true],
  ["x86_64", "5.2.21", false],
  ["x86_64", "4.19.0", false],
  ["riscv64", "6.12.1", false],
  ["x86_64", "", false],
])("calls are traced on %s with Linux %s: %s", (machine, release, traced) => {
  expect(tracesCalls(machine, release)).toBe(traced);
});
