import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { cacheFolder, cacheSubfolder } from "../../../src/host/cache-folder.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

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

describe("a folder in it", () => {
  afterEach(() => void vi.unstubAllEnvs());

  test("is made with those above it, once or again", () => {
    vi.stubEnv("KIND_CHAOS_CACHE", join(temporaryFolder(), "not", "there yet"));
    const [folder, again] = [cacheSubfolder("a", "b"), cacheSubfolder("a", "b")];
    expect(folder).toBe(join(cacheFolder(), "a", "b"));
    expect(again).toBe(folder);
    expect(existsSync(folder)).toBe(true);
  });

  test.each(["/proc/nobody/cache", "/dev/null", "/dev/null/cache"])(
    "that cannot be made is refused: in %s",
    (cache) => {
      vi.stubEnv("KIND_CHAOS_CACHE", cache);
      expect(() => cacheSubfolder("a")).toThrow(/cannot be made: .*; KIND_CHAOS_CACHE names another place$/);
    },
  );
});
