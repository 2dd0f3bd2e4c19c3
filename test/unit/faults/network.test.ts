import { describe, expect, it } from "vitest";
import networkDegrade, { networkDegrade as slow } from "../../../src/faults/network-degrade.ts";
import nodePartition, { nodePartition as partition } from "../../../src/faults/node-partition.ts";
import peerPartition from "../../../src/faults/peer-partition.ts";
import type { Action } from "../../../src/model/action.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const target = { role: "etcd-leader" } as const;
const captured = { from: "kc-x-control-plane" };

function script([action]: readonly Action[]): string {
  return action?.do === "exec" ? (action.argv[2] ?? "") : "";
}

/** The rules that a partition adds, without the words that all of them have. */
function rules(where: typeof at, options: Parameters<typeof partition>[1]): string[] {
  const params = nodePartition.params.parse(partition(target, options).params);
  const added = script(nodePartition.inject(where, params, captured)).split(" && ");
  return added.filter((line) => line.includes(" -A ")).map((line) => line.replace(/^.* -A KIND-CHAOS-/, ""));
}

describe("node-partition", () => {
  it("drops everything on the network card where nothing is said", () => {
    expect(rules(at, {})).toEqual(["IN -i eth0 -j DROP", "OUT -o eth0 -j DROP"]);
  });
  it("drops one way only", () => {
    expect(rules(at, { direction: "in", peers: "load-balancer" })).toEqual(["IN -i eth0 -s 172.30.0.8 -j DROP"]);
  });
  it("drops what comes from and goes to the peers of a role, not the node itself", () => {
    expect(rules(at, { peers: "control-planes", direction: "out" })).toEqual([
      "OUT -o eth0 -d 172.30.0.2 -j DROP",
      "OUT -o eth0 -d 172.30.0.4 -j DROP",
    ]);
    expect(rules(at, { peers: "etcd-members", direction: "out" })).toHaveLength(2);
  });
  it("spares nodes that are hit together", () => {
    const zone = context("control-plane2", ["worker2"]);
    expect(rules(zone, { together: true, direction: "in" })).toEqual([
      "IN -i eth0 -s 172.30.0.6 -j RETURN",
      "IN -i eth0 -j DROP",
    ]);
  });
  it("completes its chains before packets meet them, and takes both away whatever is there", () => {
    const params = nodePartition.params.parse(partition(target).params);
    const inject = script(nodePartition.inject(at, params, captured));
    expect(inject).toMatch(/-N KIND-CHAOS-IN && .*-A KIND-CHAOS-IN .* && .*-I PREROUTING 1 -j KIND-CHAOS-IN && /);
    const undo = script(nodePartition.undo(at, params, captured));
    for (const chain of ["IN", "OUT"]) expect(undo).toContain(`-X KIND-CHAOS-${chain} 2>/dev/null`);
    expect(undo).toMatch(/! iptables .* grep -q KIND-CHAOS$/);
  });

  const params = nodePartition.params.parse(partition(target).params);
  const counted = { "-nvxL": { stdout: "      7      420 DROP  0 -- eth0 * 0.0.0.0/0 0.0.0.0/0\n" } };
  it.each([
    ["dropped packets and cut the way", { ...counted, "/dev/tcp": { exitCode: 1 } }, false, true],
    ["dropped nothing", { "/dev/tcp": { exitCode: 1 } }, false, false],
    ["left the way open", counted, false, false],
    ["left the published port open", { ...counted, "/dev/tcp": { exitCode: 1 } }, true, false],
  ])("is active only when its rules have %s", async (_, answers, tls, proven) => {
    const evidence = await nodePartition.active(recordingRuntime(answers, {}, tls), at, params, captured);
    expect(evidence.proven).toBe(proven);
  });
  it("is healed when no rule is left and the way is open", async () => {
    const healed = async (answers: Parameters<typeof recordingRuntime>[0]) =>
      (await nodePartition.healed(recordingRuntime(answers), at, params, captured)).proven;
    expect(await healed({ "grep -q": { exitCode: 1 } })).toBe(true);
    expect(await healed({ "grep -q": { exitCode: 0 } })).toBe(false);
    expect(await healed({ "grep -q": { exitCode: 1 }, "/dev/tcp": { exitCode: 1 } })).toBe(false);
  });
  it("tries from a node that is not cut off itself, and refuses where the way is closed before", async () => {
    const two = context("control-plane", ["control-plane2"]);
    expect(await nodePartition.capture(recordingRuntime({}), two, params)).toEqual({ from: "kc-x-control-plane3" });
    const closed = recordingRuntime({ "/dev/tcp": { exitCode: 1 } });
    await expect(nodePartition.capture(closed, two, params)).rejects.toThrow(/does not reach .* nothing to cut/);
  });
});

describe("peer-partition", () => {
  it("drops what comes from the other targets, and nothing else", async () => {
    const pair = context("control-plane", ["control-plane3"]);
    const runtime = recordingRuntime({});
    expect(await peerPartition.capture(runtime, pair, {})).toEqual({ from: "kc-x-control-plane3" });
    expect(script(peerPartition.inject(pair, {}, captured)).match(/-s \S+ -j DROP/g)).toEqual([
      "-s 172.30.0.4 -j DROP",
    ]);
    expect(peerPartition.fewestTargets).toBe(2);
  });
});

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
    const lost = { "-nvxL": { stdout: "  3 99 DROP 0\n" } };
    expect(await active({ ...lost, ...queue })).toBe(true);
    expect(await active(queue)).toBe(false);
    expect(await active(lost)).toBe(false);
  });
  it.each([
    ["qdisc noqueue 0: root", true],
    ["qdisc tbf 1: root", false],
    ["-N KIND-CHAOS-OUT", false],
  ])("is healed when %s is left: %s", async (stdout, proven) => {
    const runtime = recordingRuntime({ "tc qdisc": { stdout } });
    expect((await networkDegrade.healed(runtime, at, parse({ rateKbit: 9 }), {})).proven).toBe(proven);
  });
});
