import { describe, expect, it } from "vitest";
import { missingCapabilities, openFileLimit } from "../../../src/host/host-facts.ts";
import { stateOf } from "../../../src/host/kernel-features.ts";
import { parseOsRelease } from "../../../src/host/operating-system.ts";
import { parseTargets } from "../../../src/setup/engine/apt.ts";
import { trixiePin, trixieSource } from "../../../src/setup/engine/engine-packages.ts";
import { binaryName } from "../../../src/setup/kind/kind-download.ts";

describe("the operating system", () => {
  it("is known from os-release", () => {
    const debian = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian\n';
    expect(parseOsRelease(debian)).toEqual({
      id: "debian",
      name: "Debian GNU/Linux 12 (bookworm)",
      codename: "bookworm",
      hasApt: true,
    });
  });

  it("has apt when it descends from Debian or Ubuntu, and only then", () => {
    expect(parseOsRelease('ID=linuxmint\nID_LIKE="ubuntu debian"').hasApt).toBe(true);
    expect(parseOsRelease('ID=fedora\nID_LIKE="rhel"').hasApt).toBe(false);
    expect(parseOsRelease("").hasApt).toBe(false);
  });
});

describe("apt sources", () => {
  const listing = [
    "https://mirror.example/debian/|bookworm|main|/usr/share/keyrings/debian-archive-keyring.gpg|oldstable",
    "https://mirror.example/debian-security/|bookworm-security|main||oldstable-security",
    "",
  ].join("\n");

  it("are read from apt's own listing", () => {
    expect(parseTargets(listing)).toEqual([
      {
        uri: "https://mirror.example/debian/",
        codename: "bookworm",
        component: "main",
        signedBy: "/usr/share/keyrings/debian-archive-keyring.gpg",
      },
      {
        uri: "https://mirror.example/debian-security/",
        codename: "bookworm-security",
        component: "main",
        signedBy: "",
      },
    ]);
  });

  it("give Debian 13 the same mirror and keyring, and no part in upgrades", () => {
    const [source] = parseTargets(listing);
    if (source === undefined) throw new Error("no source");
    expect(trixieSource(source)).toBe(
      "Types: deb\nURIs: https://mirror.example/debian/\nSuites: trixie\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n",
    );
    expect(trixiePin()).toContain("Pin-Priority: 100");
  });
});

describe("host facts", () => {
  it("name the capabilities that the machine withholds", () => {
    expect(missingCapabilities("CapBnd:\t000001fffeffffff\n")).toEqual(["CAP_SYS_RESOURCE"]);
    expect(missingCapabilities("CapBnd:\t000001ffffffffff\n")).toEqual([]);
    expect(missingCapabilities(undefined)).toEqual([]);
  });

  it("take the hard limit of open files", () => {
    expect(openFileLimit("Max open files            1024                 20000                files\n")).toBe(20_000);
    expect(openFileLimit("Max open files            1024                 unlimited            files\n")).toBe(
      Number.POSITIVE_INFINITY,
    );
    expect(openFileLimit(undefined)).toBeUndefined();
  });

  it("tell a built-in option and a module from an absent one", () => {
    const config = "CONFIG_VETH=y\nCONFIG_BRIDGE_NETFILTER=m\n# CONFIG_NET_SCH_NETEM is not set\n";
    expect(stateOf(config, "CONFIG_VETH")).toBe("yes");
    expect(stateOf(config, "CONFIG_BRIDGE_NETFILTER")).toBe("yes");
    expect(stateOf(config, "CONFIG_NET_SCH_NETEM")).toBe("no");
    expect(stateOf(undefined, "CONFIG_VETH")).toBe("unknown");
  });

  it("name kind's release file for each system", () => {
    expect(binaryName("linux", "x64")).toBe("kind-linux-amd64");
    expect(binaryName("darwin", "arm64")).toBe("kind-darwin-arm64");
  });
});
