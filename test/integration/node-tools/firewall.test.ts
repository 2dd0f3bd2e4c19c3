import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { canFilter } from "../../../src/calibration/packet-filter.ts";
import type { Action } from "../../../src/model/action.ts";
import { cutOff, cutPods, lose, mendCut, type Owner, rulesLook } from "../../../src/node-tools/firewall.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A network namespace of its own with a card "eth0", as a node has one: rules in it are met by nobody else. */
let owner: ChildProcess;

function within(...argv: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync("nsenter", ["--target", String(owner.pid), "--net", ...argv], { encoding: "utf8" });
}

function carryOut(action: Action): void {
  if (action.do !== "exec") throw new Error("this is no command");
  const { status, stderr } = within(...action.argv);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
}

const isLeft = (of: Owner) => {
  const look = rulesLook("node", of);
  const { status, stdout, stderr } = within(...look.argv);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return look.isLeft({ exitCode: 0, stdout, stderr });
};

/** The rules of a table that drop or spare packets, without what all of them have. */
const rulesOf = (tool: string) =>
  within(tool, "-w", "-t", "mangle", "-S")
    .stdout.split("\n")
    .filter((line) => /-j (DROP|RETURN)/.test(line) && !line.includes("icmp6"))
    .map((line) => line.replace("-A KIND-CHAOS-", ""));

async function cardWith(...addresses: readonly string[]): Promise<void> {
  owner = spawn("unshare", ["--net", "sleep", "60"], { stdio: "ignore" });
  const netOf = (pid: number | undefined) =>
    spawnSync("readlink", [`/proc/${pid}/ns/net`], { encoding: "utf8" }).stdout;
  while (netOf(owner.pid) === netOf(process.pid)) await new Promise((resolve) => setTimeout(resolve, 10));
  const steps = [
    "ip link add eth0 type veth peer name peer",
    ...addresses.map((address) => `ip address add ${address} dev eth0${address.includes(":") ? " nodad" : ""}`),
    "ip link set peer up",
    "ip link set eth0 up",
  ];
  for (const step of steps) expect(within(...step.split(" "))).toMatchObject({ status: 0 });
}

describe.runIf(canFilter())("the firewall of a fault", () => {
  afterEach(() => void owner.kill());

  it("cannot be there without its tool, and cannot be made without it", async () => {
    await cardWith("172.30.0.2/24");
    const bare = temporaryFolder();
    symlinkSync("/bin/sh", join(bare, "sh"));
    const without = ({ argv }: { readonly argv: readonly string[] }) => within("/usr/bin/env", `PATH=${bare}`, ...argv);
    expect(without(rulesLook("node", "NODE"))).toMatchObject({ status: 0, stdout: "none\n", stderr: "" });
    const [cut, mend] = [cutOff("node", "NODE", { direction: "in", addresses: "all" }), mendCut("node", "NODE")];
    if (cut.do !== "exec" || mend.do !== "exec") throw new Error("these are no commands");
    expect(without(mend)).toMatchObject({ status: 0, stderr: "" });
    const failed = without(cut);
    expect(failed.status).not.toBe(0);
    expect(failed.stderr).toMatch(/iptables: not found/);
  });

  it("has nothing to do with IPv6 on a node of IPv4 alone", async () => {
    await cardWith("172.30.0.2/24");
    carryOut(cutOff("node", "NODE", { direction: "both", addresses: "all", spared: ["172.30.0.3", "fd00::3"] }));
    expect(rulesOf("iptables")).toHaveLength(4);
    expect(rulesOf("ip6tables")).toEqual([]);
    expect(isLeft("NODE")).toBe(true);
    carryOut(mendCut("node", "NODE"));
    expect(isLeft("NODE")).toBe(false);
  });

  describe.runIf(existsSync("/proc/net/if_inet6"))("on a node of both families", () => {
    beforeEach(() => cardWith("172.30.0.2/24", "fd00::2/64"));

    it("drops and spares packets of both, and takes away all of it and nothing of another's", () => {
      carryOut(cutOff("node", "NODE", { direction: "in", addresses: "all", spared: ["172.30.0.3", "fd00::3"] }));
      carryOut(cutPods("node", ["10.244.1.0/24", "fd00:10:244:1::/64"]));
      expect(rulesOf("iptables")).toEqual([
        "NODE-in -s 172.30.0.3/32 -i eth0 -j RETURN",
        "NODE-in -i eth0 -j DROP",
        "POD-in -d 10.244.1.0/24 -i eth0 -j DROP",
        "POD-out -s 10.244.1.0/24 -o eth0 -j DROP",
      ]);
      expect(rulesOf("ip6tables")).toEqual([
        "NODE-in -s fd00::3/128 -i eth0 -j RETURN",
        "NODE-in -i eth0 -j DROP",
        "POD-in -d fd00:10:244:1::/64 -i eth0 -j DROP",
        "POD-out -s fd00:10:244:1::/64 -o eth0 -j DROP",
      ]);
      carryOut(mendCut("node", "NODE"));
      expect([isLeft("NODE"), isLeft("POD")]).toEqual([false, true]);
      carryOut(mendCut("node", "POD"));
      carryOut(mendCut("node", "POD"));
      expect(isLeft("POD")).toBe(false);
      expect([rulesOf("iptables"), rulesOf("ip6tables")]).toEqual([[], []]);
    });

    it("lets neighbours be found while all else is dropped, and sees what is left of IPv6 alone", () => {
      carryOut(cutOff("node", "NODE", { direction: "out", addresses: "all", spared: ["fd00::3"] }));
      // The kernel sends a few packets of its own when a card is up (multicast reports): so many are never those alone.
      within("bash", "-c", "for i in {1..20}; do echo x >/dev/udp/fd00::9/9; done; echo x >/dev/udp/fd00::3/9");
      const counted = within("ip6tables", "-w", "-t", "mangle", "-nvxL", "KIND-CHAOS-NODE-out").stdout;
      const packets = (line: RegExp) =>
        Number(/^\s*(\d+)/.exec(counted.split("\n").find((one) => line.test(one)) ?? "")?.[1]);
      expect(packets(/DROP/)).toBeGreaterThanOrEqual(20);
      expect(packets(/fd00::3/)).toBe(1);
      expect(packets(/type 135/)).toBeGreaterThan(0);
      for (const words of ["-D POSTROUTING -j KIND-CHAOS-NODE-out", "-F KIND-CHAOS-NODE-out", "-X KIND-CHAOS-NODE-out"])
        expect(within("iptables", "-w", "-t", "mangle", ...words.split(" "))).toMatchObject({ status: 0 });
      expect(isLeft("NODE")).toBe(true);
    });

    it("loses a share of either", () => {
      carryOut(lose("node", 30, { direction: "both", addresses: "all" }));
      for (const tool of ["iptables", "ip6tables"])
        for (const side of ["in", "out"])
          expect(rulesOf(tool)).toContainEqual(
            expect.stringMatching(new RegExp(`^LOSS-${side} .*probability 0\\.(3|29999)\\d* -j DROP$`)),
          );
      carryOut(mendCut("node", "LOSS"));
      expect(isLeft("LOSS")).toBe(false);
    });
  });
});
