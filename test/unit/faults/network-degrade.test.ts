import { describe, expect, it } from "vitest";
import networkDegrade, { networkDegrade as slow } from "../../../src/faults/network-degrade.ts";
import type { Action } from "../../../src/model/action.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const target = { role: "etcd-leader" } as const;

/** What is asked of tc and iptables, without words that say nothing. */
function asked(actions: readonly Action[]): string[] {
  return actions.flatMap((action) => carriedOut(action, { tc: "exit 0", iptables: "exit 0" }).calls);
}

describe("network-degrade", () => {
  const parse = (quality: Parameters<typeof slow>[1]) => networkDegrade.params.parse(slow(target, quality).params);
  const features = { sch_netem: "no", xt_statistic: "yes", sch_tbf: "yes" } as const;

  it("puts the delay outside and the rate inside, and loses at random", () => {
    const calls = asked(
      networkDegrade.inject(at, parse({ delayMs: 50, jitterMs: 5, rateKbit: 1_000, lossPercent: 5 }), {}),
    );
    expect(calls.slice(0, 2)).toEqual([
      "tc qdisc add dev eth0 root handle 4b43: netem delay 50ms 5ms",
      "tc qdisc add dev eth0 parent 4b43:1 handle 4b44: tbf rate 1000kbit burst 64kb latency 400ms",
    ]);
    expect(calls[3]).toContain("-o eth0 -m statistic --mode random --probability 0.05 -j DROP");
    expect(asked(networkDegrade.inject(at, parse({ rateKbit: 9 }), {}))).toEqual([
      "tc qdisc add dev eth0 root handle 4b43: tbf rate 9kbit burst 64kb latency 400ms",
    ]);
  });
  it.each([
    ["qdisc tbf 4b43: root refcnt 3", ["tc qdisc show dev eth0", "tc qdisc del dev eth0 root handle 4b43:"]],
    ["qdisc tbf 1: root refcnt 3", ["tc qdisc show dev eth0"]],
    ["qdisc noqueue 0: root refcnt 2", ["tc qdisc show dev eth0"]],
  ])("takes away its own queues and no others: %s", (shown, calls) => {
    const [undo] = networkDegrade.undo(at, parse({ rateKbit: 9 }), {});
    expect(carriedOut(undo, { tc: `[ "$2" = del ] || echo "${shown}"` })).toMatchObject({ status: 0, calls });
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

  const rules = (quality: Parameters<typeof slow>[1]) =>
    asked(networkDegrade.inject(at, parse(quality), {}))
      .filter((call) => call.includes(" -A "))
      .map((call) => call.replace(/.*KIND-CHAOS-LOSS-/, ""));
  const random = "-m statistic --mode random --probability";
  it("loses what is exchanged with some peers alone, one way or both", () => {
    expect(rules({ lossPercent: 30, peers: "etcd-members", direction: "in" })).toEqual([
      `in -i eth0 -s 172.30.0.2 ${random} 0.3 -j DROP`,
      `in -i eth0 -s 172.30.0.4 ${random} 0.3 -j DROP`,
    ]);
    expect(rules({ lossPercent: 5, peers: "load-balancer", direction: "both" })).toEqual([
      `in -i eth0 -s 172.30.0.8 ${random} 0.05 -j DROP`,
      `out -o eth0 -d 172.30.0.8 ${random} 0.05 -j DROP`,
    ]);
    expect(rules({ lossPercent: 5, direction: "in" })).toEqual([`in -i eth0 ${random} 0.05 -j DROP`]);
  });
  it.each([
    [100, "1"],
    [12.5, "0.125"],
    [0.000_01, "0.0000001"],
  ])("writes a share of %s percent in digits alone", (lossPercent, share) => {
    expect(rules({ lossPercent })).toEqual([`out -o eth0 ${random} ${share} -j DROP`]);
  });
  it("puts a peer's address into the table of its family", () => {
    const nodes = at.cluster.nodes.map((node) => ({ ...node, address6: `fd00::${node.address.split(".")[3]}` }));
    const both = { ...at, cluster: { ...at.cluster, nodes } };
    const [action] = networkDegrade.inject(both, parse({ lossPercent: 5, peers: "load-balancer" }), {});
    const ipv6 = { ip: "echo 2: eth0 inet6 fd00::3/64 scope global" };
    const { calls } = carriedOut(action, { ...ipv6, iptables: "exit 0", ip6tables: "exit 0" });
    expect(calls.filter((call) => call.includes(random))).toEqual([
      `iptables -w 5 -t mangle -A KIND-CHAOS-LOSS-out -o eth0 -d 172.30.0.8 ${random} 0.05 -j DROP`,
      `ip6tables -w 5 -t mangle -A KIND-CHAOS-LOSS-out -o eth0 -d fd00::8 ${random} 0.05 -j DROP`,
    ]);
  });
  it.each([{ delayMs: 5 }, { rateKbit: 9 }])("refuses peers and a way for %j, which has neither", (slowly) => {
    expect(() => parse({ ...slowly, peers: "workers" })).toThrow(/of losses alone/);
    expect(() => parse({ ...slowly, direction: "in" })).toThrow(/of losses alone/);
  });
  it("says with whom packets are lost, and which", () => {
    const say = (quality: Parameters<typeof slow>[1]) => networkDegrade.describe(parse(quality));
    expect(say({ lossPercent: 30, peers: "etcd-members", direction: "both" })).toBe(
      "the node's network is lossy: 30 % of packets both ways lost, with etcd members",
    );
    expect(say({ lossPercent: 30 })).toBe("what the node sends is slow: 30 % lost");
  });
  it("begins nothing where there are no such peers", async () => {
    const alone = {
      ...at,
      cluster: { ...at.cluster, nodes: at.cluster.nodes.filter(({ role }) => role !== "worker") },
    };
    const params = parse({ lossPercent: 5, peers: "workers" });
    await expect(networkDegrade.capture(recordingRuntime({}), alone, params)).rejects.toThrow(/no peers with whom/);
  });
  it("is active when packets of each way were lost, sent by the node and by a peer", async () => {
    const params = parse({ lossPercent: 30, peers: "etcd-members", direction: "both" });
    const lines = (packets: readonly number[]) => packets.map((each) => `  ${each} 99 DROP 0\n`).join("");
    // The rules have dropped packets before each look.
    const growing = (packets: readonly number[]) =>
      [packets.map(() => 9), packets.map((each) => 9 + each)].map((some) => ({ stdout: lines(some) }));
    const counted = (into: readonly number[], from: readonly number[]) =>
      recordingRuntime({
        ...{ "/dev/udp": {}, "-s": {} },
        "LOSS-in": growing(into),
        "LOSS-out": growing(from),
      });
    const runtime = counted([61, 63], [58, 57]);
    const { proven, detail } = await networkDegrade.active(runtime, at, params, {});
    const told = "packets passed: none by a queue; dropped at random: 61 + 63 in, 58 + 57 out";
    expect([proven, detail]).toEqual([true, told]);
    const senders = runtime.asked.filter((line) => line.includes("/dev/udp"));
    expect(senders.map((line) => line.replace(/: .* /, " to "))).toEqual([
      "kc-x-control-plane to 172.30.0.3",
      "kc-x-control-plane3 to 172.30.0.3",
      "kc-x-control-plane2 to 172.30.0.2",
      "kc-x-control-plane2 to 172.30.0.4",
    ]);
    for (const [into, from] of [
      [
        [0, 0],
        [58, 57],
      ],
      [
        [61, 63],
        [0, 0],
      ],
      [
        [61, 0],
        [58, 57],
      ],
      [
        [61, 63],
        [58, 0],
      ],
      [[], [58, 57]],
    ] as const)
      expect((await networkDegrade.active(counted(into, from), at, params, {})).proven).toBe(false);
  });

  const queue = { "-s": { stdout: "qdisc tbf 1: root refcnt 3 rate 9Kbit\n Sent 9000 bytes 200 pkt (dropped 0)\n" } };
  it.each([
    [{ lossPercent: 30 }, "200", false],
    [{ lossPercent: 1 }, "2000", false],
    [{ lossPercent: 0.6 }, "3334", false],
    [{ lossPercent: 0.4 }, "4000", true],
    [{ lossPercent: 1, rateKbit: 9 }, "200", true],
  ])(
    "sends as many as some of are surely lost, or lets those from before count: %j",
    async (quality, packets, counts) => {
      const rule = { "-nvxL": { stdout: "  7 99 DROP 0\n" } };
      const passed = { "-s": "rateKbit" in quality ? queue["-s"] : {} };
      const runtime = recordingRuntime({ "/dev/udp": {}, ...rule, ...passed });
      const { proven } = await networkDegrade.active(runtime, at, parse(quality), {});
      const sent = runtime.asked
        .find((line) => line.includes("/dev/udp"))
        ?.split(" ")
        .at(-2);
      expect([sent, proven]).toEqual([packets, counts]);
    },
  );
  it("is active when packets passed its queue and some were lost", async () => {
    const active = async (answers: Parameters<typeof recordingRuntime>[0]) =>
      (await networkDegrade.active(recordingRuntime(answers), at, parse({ rateKbit: 9, lossPercent: 5 }), {})).proven;
    const sent = { "/dev/udp": {} };
    const lost = { "-nvxL": [{ stdout: "  3 99 DROP 0\n" }, { stdout: "  5 99 DROP 0\n" }] };
    expect(await active({ ...sent, ...lost, ...queue })).toBe(true);
    expect(await active({ ...sent, "-nvxL": { stdout: "  0 0 DROP 0\n" }, ...queue })).toBe(false);
    await expect(active({ ...sent, "-nvxL": { exitCode: 1 }, ...queue })).rejects.toThrow(/ended with 1/);
    expect(await active({ ...sent, ...lost, "-s": {} })).toBe(false);
  });
  it.each([
    ["qdisc noqueue 0: root", "none", true],
    ["qdisc tbf 1: root", "none", true],
    ["qdisc tbf 4b43: root", "none", false],
    ["qdisc noqueue 0: root", "left", false],
  ])("is healed when no queue and no rule of its own is left: %s, of rules %s", async (stdout, rules, proven) => {
    const runtime = recordingRuntime({ qdisc: { stdout }, "KIND-CHAOS-$1": { stdout: rules } });
    expect((await networkDegrade.healed(runtime, at, parse({ rateKbit: 9 }), {})).proven).toBe(proven);
    expect(runtime.asked[0]).toBe("kc-x-control-plane2: tc qdisc show dev eth0");
  });
});
