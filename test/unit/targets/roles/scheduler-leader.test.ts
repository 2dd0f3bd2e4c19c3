import { expect, it } from "vitest";
import target, { schedulerLeader } from "../../../../src/targets/roles/scheduler-leader.ts";
import { resolved } from "../../../support/target-roles.ts";

const held = (identity: string | undefined) => ({
  leaseHolder: async (name: string) => (name === "kube-scheduler" ? identity : "another"),
});

it("is the control plane that holds the Lease", async () => {
  expect(await resolved(schedulerLeader(), held("kc-x-control-plane3_f00"))).toEqual(["control-plane3"]);
  expect(target.describe({})).toBe("the scheduler's leader");
});

it("is nobody where nobody or a stranger holds it", async () => {
  await expect(resolved(schedulerLeader(), held(undefined))).rejects.toThrow(/nobody holds the Lease/);
  await expect(resolved(schedulerLeader(), held("elsewhere_1"))).rejects.toThrow(/which is no node/);
});
