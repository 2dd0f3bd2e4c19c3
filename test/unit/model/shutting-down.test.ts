import { expect, test } from "vitest";
import { isShuttingDown } from "../../../src/model/shutting-down.ts";

test.each([
  ["stopping\n", true],
  ["running\n", false],
  ["degraded\n", false],
  ["offline\n", false],
  ["", false],
])("systemd's word %j", (stdout, shuttingDown) => {
  expect(isShuttingDown({ stdout })).toBe(shuttingDown);
});
