import { describe, expect, test } from "vitest";
import { ipv6State, kernelFeatures, noSwapState, stateOf } from "../../../src/host/kernel-features.ts";

describe("host facts", () => {
  test("tell a built-in option and a module from an absent one", () => {
    const config = "CONFIG_VETH=y\nCONFIG_BRIDGE_NETFILTER=m\n# CONFIG_NET_SCH_NETEM is not set\n";
    expect(stateOf(config, "CONFIG_VETH")).toBe("yes");
    expect(stateOf(config, "CONFIG_BRIDGE_NETFILTER")).toBe("yes");
    expect(stateOf(config, "CONFIG_NET_SCH_NETEM")).toBe("no");
    expect(stateOf(undefined, "CONFIG_VETH")).toBe("unknown");
    expect(stateOf("CONFIG_NF_TABLES_IPV6=y\n", "CONFIG_(IP6_NF_NAT|NF_TABLES_IPV6)")).toBe("yes");
  });

  test("know that control groups v2 always have a freezer, which v1 may lack", () => {
    const freezer = (cgroup: "v1" | "v2") =>
      kernelFeatures(false, cgroup).find(({ name }) => name === "freezer")?.state;
    expect([freezer("v1"), freezer("v2")]).toEqual(["unknown", "yes"]);
  });

  test("tell whether a limit of memory leaves a way out into swap", () => {
    const none = "Filename\t\tType\t\tSize\n";
    const some = `${none}/dev/sda2 partition 1048572\n`;
    expect([noSwapState(none), noSwapState(some), noSwapState(undefined)]).toEqual(["yes", "no", "unknown"]);
  });

  test("tell whether ports can be published on ::1", () => {
    const card = "fe80000000000000e86d3dfffe357d0c 02 40 20 80     eth0\n";
    expect(ipv6State(`${card}00000000000000000000000000000001 01 80 10 80       lo\n`)).toBe("yes");
    expect(ipv6State(card)).toBe("no");
    expect(ipv6State(undefined)).toBe("no");
  });
});
