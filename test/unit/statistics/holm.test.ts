import { describe, expect, it } from "vitest";
import { holmLevels } from "../../../src/statistics/holm.ts";

describe("the levels of several claims", () => {
  it("begin with a share for the least probability, and grow while claims hold", () => {
    expect(holmLevels([0.001, 0.04, 0.02], 0.06)).toEqual([0.02, 0.06, 0.03]);
  });

  it("stay where the first claim stopped", () => {
    expect(holmLevels([0.03, 0.9, 0.04], 0.06)).toEqual([0.02, 0.02, 0.02]);
  });

  it("are the whole for one", () => {
    expect(holmLevels([0.5], 0.05)).toEqual([0.05]);
    expect(holmLevels([], 0.05)).toEqual([]);
  });
});
