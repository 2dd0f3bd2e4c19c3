import { describe, expect, it } from "vitest";
import { cacheFolder } from "../../../src/host/cache-folder.ts";
import { UsageError } from "../../../src/model/errors.ts";
import { estimateSeconds, requireSpace } from "../../../src/setup/images/build-plan.ts";
import { buildFlags } from "../../../src/setup/images/go-build.ts";
import type { Step } from "../../../src/setup/steps/step.ts";

const step = (name: string, present?: string): Step => ({
  name,
  title: name,
  check: async () => present,
  run: async () => "",
});

describe("building", () => {
  it("puts the version into the flags", () => {
    const variables = { "a/version.gitVersion": "v{version}", "a/version.gitMinor": "{minor}" };
    expect(buildFlags({ tags: "x,y", variables }, "1.37.2")).toEqual([
      "-trimpath",
      "-tags",
      "x,y",
      "-ldflags",
      "-s -w -X a/version.gitVersion=v1.37.2 -X a/version.gitMinor=37",
    ]);
    expect(buildFlags({}, "1")).toEqual(["-trimpath", "-ldflags", "-s -w"]);
  });

  it("refuses to start where there is too little room", () => {
    expect(() => requireSpace(19.9e9)).toThrow(UsageError);
    expect(() => requireSpace(19.9e9)).toThrow(/19\.9 GB are free/);
    expect(() => requireSpace(20e9)).not.toThrow();
    expect(() => requireSpace(undefined)).not.toThrow();
  });

  it("estimates what is left to do, by the number of cores", async () => {
    const { signal } = new AbortController();
    const all = [step("build-kubernetes"), step("node-image")];
    const onTwo = await estimateSeconds(all, 2, signal);
    const onEight = await estimateSeconds(all, 8, signal);
    expect(onTwo).toBeGreaterThan(300);
    expect(onEight).toBeLessThan(onTwo / 2);
    expect(await estimateSeconds([step("build-kubernetes", "built"), step("node-image")], 2, signal)).toBeLessThan(60);
  });

  it("keeps what it builds in the user's cache folder", () => {
    expect(cacheFolder({ KIND_CHAOS_CACHE: "/a", XDG_CACHE_HOME: "/b" })).toBe("/a");
    expect(cacheFolder({ XDG_CACHE_HOME: "/b" })).toBe("/b/kind-chaos");
    expect(cacheFolder({})).toMatch(/\.cache\/kind-chaos$/);
  });
});
