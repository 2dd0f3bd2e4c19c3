import { expect, it } from "vitest";
import target, { worker } from "../../../../src/targets/roles/worker.ts";
import { resolved, shapeOf } from "../../../support/target-roles.ts";

it("is counted from 1 in the order of names", async () => {
  expect(await resolved(worker(2))).toEqual(["worker2"]);
  await expect(resolved(worker(4))).rejects.toThrow("worker 4: there are 3");
});

it("must be there", () => {
  expect(target.missing({ index: 2 }, shapeOf(3))).toBe("x has 1");
  expect(target.nodeRoles({ index: 1 }, shapeOf(3))).toEqual(["worker"]);
});
