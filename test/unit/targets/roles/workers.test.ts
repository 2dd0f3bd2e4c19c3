import { expect, it } from "vitest";
import target, { workers } from "../../../../src/targets/roles/workers.ts";
import { resolved, shapeOf } from "../../../support/target-roles.ts";

it("is the first so many, and never fewer", async () => {
  expect(await resolved(workers(2))).toEqual(["worker", "worker2"]);
  await expect(resolved(workers(4))).rejects.toThrow("the first 4 workers: there are 3");
});

it("must be there", () => {
  expect(target.missing({ count: 2 }, shapeOf(3))).toBe("x has 1");
  expect(target.count({ count: 2 }, shapeOf(3))).toBe(2);
});
