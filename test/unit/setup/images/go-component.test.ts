import { describe, expect, test } from "vitest";
import { buildFlags } from "../../../../src/setup/images/go-component.ts";

describe("building", () => {
  test("puts the version into the flags", () => {
    const variables = { "a/version.gitVersion": "v{version}", "a/version.gitMinor": "{minor}" };
    const shared = ["-trimpath", "-gcflags=all=-dwarf=false"];
    expect(buildFlags({ tags: "x,y", variables }, "1.37.2")).toEqual([
      ...shared,
      "-tags",
      "x,y",
      "-ldflags",
      "-s -w -X a/version.gitVersion=v1.37.2 -X a/version.gitMinor=37",
    ]);
    expect(buildFlags({}, "1")).toEqual([...shared, "-ldflags", "-s -w"]);
  });
});
