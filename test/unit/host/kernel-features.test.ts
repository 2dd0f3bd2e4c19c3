import { describe, expect, test } from "vitest";
import { stateOf } from "../../../src/host/kernel-features.ts";

describe("host facts", () => {
  test("tell a built-in option and a module from an absent one", () => {
    const config = "CONFIG_VETH=y\nCONFIG_BRIDGE_NETFILTER=m\n# CONFIG_NET_SCH_NETEM is not set\n";
    expect(stateOf(config, "CONFIG_VETH")).toBe("yes");
    expect(stateOf(config, "CONFIG_BRIDGE_NETFILTER")).toBe("yes");
    expect(stateOf(config, "CONFIG_NET_SCH_NETEM")).toBe("no");
    expect(stateOf(undefined, "CONFIG_VETH")).toBe("unknown");
  });
});
