import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { cacheFolder } from "../../../src/host/cache-folder.ts";

describe("building", () => {
  test("keeps what it builds in the user's cache folder", () => {
    expect(cacheFolder({ KIND_CHAOS_CACHE: "/a", XDG_CACHE_HOME: "/b" })).toBe("/a");
    expect(cacheFolder({ XDG_CACHE_HOME: "/b" })).toBe("/b/kind-chaos");
    expect(cacheFolder({})).toMatch(/\.cache\/kind-chaos$/);
  });

  test("is the same wherever a process of the call stands", () => {
    expect(cacheFolder({ KIND_CHAOS_CACHE: "my cache" })).toBe(resolve("my cache"));
    expect(cacheFolder({ XDG_CACHE_HOME: "relative" })).toBe(cacheFolder({}));
  });
});
