import { release } from "node:os";
import { describe, expect, test } from "vitest";
import { parseEndpoint } from "../../../src/host/docker/endpoint.ts";
import { isLocal, missingCapabilities, openFileLimit } from "../../../src/host/host-facts.ts";

describe("host facts", () => {
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

  test("tell an engine on this machine from one in a virtual machine or on another host", () => {
    const asked = (host: string) => () => ({ context: "default", endpoint: parseEndpoint("test", host, undefined) });
    const [here, loopback, far] = ["", "tcp://127.0.0.1:2375", "tcp://192.168.49.2:2376"].map(asked);
    const same = { KernelVersion: release() };
    expect([here, loopback, far].map((choose) => isLocal(same, choose))).toEqual([true, true, false]);
    expect(isLocal({ KernelVersion: "6.10.14-linuxkit" }, here)).toBe(false);
    // WSL2: the same kernel, other processes.
    expect(isLocal({ ...same, OperatingSystem: "Docker Desktop" }, here)).toBe(false);
    expect(isLocal({}, far)).toBe(true);
  });
});
