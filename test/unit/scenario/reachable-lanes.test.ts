import { expect, it } from "vitest";
import { unreachableLanes } from "../../../src/scenario/reachable-lanes.ts";

it("refuses lanes from inside the cluster where no container's network can be entered, and says why", () => {
  expect(unreachableLanes([{ via: "api" }, { via: "in-cluster" }], "this machine is not Linux")).toMatch(
    /^its lanes via "in-cluster" are unsupported here: this machine is not Linux; they need the Docker engine's own/,
  );
  expect(unreachableLanes([{ via: "api" }], "this is not root")).toBeUndefined();
  expect(unreachableLanes([{ via: "in-cluster" }], undefined)).toBeUndefined();
});
