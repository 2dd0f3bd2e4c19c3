import { describe, expect, test } from "vitest";
import { parseOsRelease } from "../../../src/host/operating-system.ts";

describe("the operating system", () => {
  test("is known from os-release", () => {
    const debian = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian\n';
    expect(parseOsRelease(debian)).toEqual({
      id: "debian",
      name: "Debian GNU/Linux 12 (bookworm)",
      codename: "bookworm",
      hasApt: true,
    });
  });

  test("has apt when it descends from Debian or Ubuntu, and only then", () => {
    expect(parseOsRelease('ID=linuxmint\nID_LIKE="ubuntu debian"').hasApt).toBe(true);
    expect(parseOsRelease('ID=fedora\nID_LIKE="rhel"').hasApt).toBe(false);
    expect(parseOsRelease("").hasApt).toBe(false);
  });
});
