import { describe, expect, test } from "vitest";
import { cgroupVersion, missingCapabilities, openFileLimit } from "../../../src/host/host-facts.ts";

describe("host facts", () => {
  test("take the engine's word for the version of control groups", () => {
    expect([cgroupVersion({ CgroupVersion: "1" }), cgroupVersion({ CgroupVersion: "2" })]).toEqual(["v1", "v2"]);
  });

  test("name the capabilities that the machine withholds", () => {
    expect(missingCapabilities("CapBnd:\t000001fffeffffff\n")).toEqual(["CAP_SYS_RESOURCE"]);
    expect(missingCapabilities("CapBnd:\t000001ffffffffff\n")).toEqual([]);
    expect(missingCapabilities(undefined)).toEqual([]);
  });

  test("take the hard limit of open files", () => {
    expect(openFileLimit("Max open files            1024                 20000                files\n")).toBe(20_000);
    expect(openFileLimit("Max open files            1024                 unlimited            files\n")).toBe(
      Number.POSITIVE_INFINITY,
    );
    expect(openFileLimit(undefined)).toBeUndefined();
  });
});
