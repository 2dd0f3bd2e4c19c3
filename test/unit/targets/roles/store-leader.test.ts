import { expect, it } from "vitest";
import { PlatformError } from "../../../../src/model/errors.ts";
import target, { storeLeader } from "../../../../src/targets/roles/store-leader.ts";
import { resolved, shapeOf } from "../../../support/target-roles.ts";

it("is the worker of the member that leads, once the lead was asked for", async () => {
  expect(await resolved(storeLeader(), { leadStore: async () => "kc-x-worker" })).toEqual(["worker"]);
  expect(target.describe({})).toBe("the worker with the store's leader");
});

it("is nobody where the first member does not get the lead, or it is on no worker", async () => {
  const leadStore = async () => {
    throw new PlatformError("timeout", "the lead of store-0 (store-1 leads): not within 30 s");
  };
  await expect(resolved(storeLeader(), { leadStore })).rejects.toThrow("store-1 leads");
  await expect(resolved(storeLeader(), { leadStore: async () => "kc-x-lb" })).rejects.toThrow(
    "kc-x-lb, which is no worker",
  );
});

it("needs a worker, and lanes that write to the store", () => {
  expect(target.missing({}, shapeOf(1))).toBeUndefined();
  expect(target.missing({}, { ...shapeOf(1), workers: 0 })).toBe("x has no worker");
  expect(target.operation).toBe("store-write");
});
