import { expect, it } from "vitest";
import target, { lane } from "../../../../src/targets/roles/lane.ts";
import { resolved } from "../../../support/target-roles.ts";

const backendOf = async (id: string) => (id === "write/api/reused" ? 2 : undefined);

it("is the control plane that answers on the lane's connection", async () => {
  expect(await resolved(lane("write/api/reused"), { backendOf })).toEqual(["control-plane3"]);
  await expect(resolved(lane("write/api/http2"), { backendOf })).rejects.toThrow(/holds no connection/);
});

it("names the lane, which must be one of the scenario's", () => {
  expect(target.lane?.({ lane: "write/api/reused" })).toBe("write/api/reused");
});
