import { describe, expect, it } from "vitest";
import networkDegrade, { networkDegrade as slow } from "../../../src/faults/network-degrade.ts";
import type { Action } from "../../../src/model/action.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const target = { role: "etcd-leader" } as const;

function script([action]: readonly Action[]): string {
  return action?.do === "exec" ? (action.argv[2] ?? "") : "";
}

describe("network-degrade", () => {
  const parse = (quality: Parameters<typeof slow>[1]) => networkDegrade.params.parse(slow(target, quality).params);
  const features = { sch_netem: "no", xt_statistic: "yes", sch_tbf: "yes" } as const;

  it("puts the delay outside and the rate inside, and loses at random", () => {
    const inject = script(
      networkDegrade.inject(at, parse({ delayMs: 50, jitterMs: 5, rateKbit: 1_000, lossPercent: 5 }), {}),
    );
    expect(inject).toMatch(/root handle 1: netem delay 50ms 5ms && .*parent 1:1 handle 2: tbf rate 1000kbit /);
    expect(inject).toMatch(/-o eth0 -m statistic --mode random --probability 0.05 -j DROP/);
    expect(script(networkDegrade.inject(at, parse({ rateKbit: 9 }), {}))).toMatch(
      /^tc .*root handle 1: tbf rate 9kbit [^&]*$/,
    );
  });
  it("says what a kernel cannot do, and nothing of what it can", () => {
    const unsupported = (quality?: Parameters<typeof slow>[1]) =>
      networkDegrade.unsupported?.({ features }, quality === undefined ? undefined : parse(quality));
    expect(unsupported({ delayMs: 1 })).toBe("delay needs sch_netem, which this kernel does not have");
    expect(unsupported()).toMatch(/^delay needs sch_netem/);
    expect(unsupported({ lossPercent: 1, rateKbit: 1 })).toBeUndefined();
    expect(networkDegrade.unsupported?.({ features: { sch_netem: "unknown" } })).toBeUndefined();
  });
  it("refuses to do nothing", () => expect(() => parse({})).toThrow(/nothing would be slow/));

  const queue = { "-s": { stdout: "qdisc tbf 1: root refcnt 3 rate 9Kbit\n Sent 9000 bytes 200 pkt (dropped 0)\n" } };
  it("is active when packets passed its queue and some were lost", async () => {
    const active = async (answers: Parameters<typeof recordingRuntime>[0]) =>
      (await networkDegrade.active(recordingRuntime(answers), at, parse({ rateKbit: 9, lossPercent: 5 }), {})).proven;
    const sent = { "/dev/udp": {} };
    const lost = { "-nvxL": { stdout: "  3 99 DROP 0\n" } };
    expect(await active({ ...sent, ...lost, ...queue })).toBe(true);
    expect(await active({ ...sent, "-nvxL": { stdout: "  0 0 DROP 0\n" }, ...queue })).toBe(false);
    await expect(active({ ...sent, "-nvxL": { exitCode: 1 }, ...queue })).rejects.toThrow(/ended with 1/);
    expect(await active({ ...sent, ...lost, "-s": {} })).toBe(false);
  });
  it.each([
    ["qdisc noqueue 0: root", "none", true],
    ["qdisc tbf 1: root", "none", false],
    ["qdisc noqueue 0: root", "left", false],
  ])("is healed when no queue and no rule is left: %s, of rules %s", async (stdout, rules, proven) => {
    const runtime = recordingRuntime({ qdisc: { stdout }, "*KIND-CHAOS*": { stdout: rules } });
    expect((await networkDegrade.healed(runtime, at, parse({ rateKbit: 9 }), {})).proven).toBe(proven);
    expect(runtime.asked[0]).toBe("kc-x-control-plane2: tc qdisc show dev eth0");
  });
});
