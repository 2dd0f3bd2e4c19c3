import { expect, test } from "vitest";
import { describeCleanUp } from "../../../src/clean/clean-up-action.ts";

test("what was done and what could not be done stand in a line each", () => {
  const done = {
    what: "undo",
    cluster: "kc-a",
    detail: "worker: a frozen container: docker unpause x",
    ok: true,
  } as const;
  expect(describeCleanUp(done, 100)).toBe("✓ undo kc-a: worker: a frozen container: docker unpause x\n");
  expect(describeCleanUp({ ...done, what: "delete", ok: false }, 100)).toMatch(/^✗ delete kc-a: worker/);
});
