import { expect, it } from "vitest";
import target, { controllerManagerLeader } from "../../../../src/targets/roles/controller-manager-leader.ts";
import { resolved } from "../../../support/target-roles.ts";

const held = (identity: string | undefined) => ({
  leaseHolder: async (name: string) => (name === "kube-controller-manager" ? identity : "another"),
});

it("is the control plane that holds the Lease", async () => {
  expect(await resolved(controllerManagerLeader(), held("kc-x-control-plane3_f00"))).toEqual(["control-plane3"]);
  expect(target.describe({})).toBe("the controller manager's leader");
});

it("is nobody where nobody or a stranger holds it", async () => {
  await expect(resolved(controllerManagerLeader(), held(undefined))).rejects.toThrow(/nobody holds the Lease/);
  await expect(resolved(controllerManagerLeader(), held("elsewhere_1"))).rejects.toThrow(/which is no node/);
});
