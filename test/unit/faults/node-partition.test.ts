import { describe, expect, it } from "vitest";
import nodePartition, { nodePartition as partition } from "../../../src/faults/node-partition.ts";
import type { Action } from "../../../src/model/action.ts";
import { withPair } from "../../support/balancer-pair.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const target = { role: "etcd-leader" } as const;
const captured = { from: "kc-x-control-plane" };
const silent = { exitCode: 124 };
const refused = { exitCode: 1, stderr: "bash: connect: Connection refused" };
const ipv6 = { ip: "echo 2: eth0 inet6 fd00::3/64 scope global" };
const none = { "KIND-CHAOS-$1": { stdout: "none\n" } };

/** What a partition asks of iptables, without the words that all of it has. */
function asked(actions: readonly Action[]): string[] {
  const { calls } = carriedOut(actions[0], { iptables: '[ "$5" != -D ]' });
  return calls.map((call) => call.replace("iptables -w 5 -t mangle ", ""));
}

/** The rules that a partition adds. */
function rules(where: typeof at, options: Parameters<typeof partition>[1]): string[] {
  const params = nodePartition.params.parse(partition(target, options).params);
  const added = asked(nodePartition.inject(where, params, captured)).filter((line) => line.startsWith("-A "));
  return added.map((line) => line.replace("-A KIND-CHAOS-NODE-", ""));
}

describe("node-partition", () => {
  it("drops everything on the network card where nothing is said", () => {
    expect(rules(at, {})).toEqual(["in -i eth0 -j DROP", "out -o eth0 -j DROP"]);
  });
  it("drops one way only", () => {
    expect(rules(at, { direction: "in", peers: "load-balancer" })).toEqual(["in -i eth0 -s 172.30.0.8 -j DROP"]);
  });
  it("means the load balancers that share an address where there are two: kind's own is only the way in to them", () => {
    const there = { ...at, cluster: withPair };
    expect(rules(there, { direction: "in", peers: "load-balancer" })).toEqual([
      "in -i eth0 -s 172.30.0.211 -j DROP",
      "in -i eth0 -s 172.30.0.212 -j DROP",
    ]);
  });
  it("drops what comes from and goes to the peers of a role, not the node itself", () => {
    expect(rules(at, { peers: "control-planes", direction: "out" })).toEqual([
      "out -o eth0 -d 172.30.0.2 -j DROP",
      "out -o eth0 -d 172.30.0.4 -j DROP",
    ]);
    expect(rules(at, { peers: "etcd-members", direction: "out" })).toHaveLength(2);
  });
  it("spares nodes that are hit together", () => {
    const zone = context("control-plane2", ["worker2"]);
    expect(rules(zone, { together: true, direction: "in" })).toEqual([
      "in -i eth0 -s 172.30.0.6 -j RETURN",
      "in -i eth0 -j DROP",
    ]);
  });
  it("drops packets of both families where the node has both, and spares neighbour discovery and fellows in each", () => {
    const both = context("control-plane2", ["worker2"]);
    const targets = both.targets.map((node) => ({ ...node, address6: `fd00::${node.address.split(".")[3]}` }));
    const params = nodePartition.params.parse(partition(target, { together: true, direction: "in" }).params);
    const [action] = nodePartition.inject({ ...both, targets, node: targets[0] ?? both.node }, params, captured);
    const { calls } = carriedOut(action, { ...ipv6, iptables: "exit 0", ip6tables: "exit 0" });
    const rule = "-w 5 -t mangle -A KIND-CHAOS-NODE-in -i eth0";
    expect(calls.filter((call) => call.includes(" -A "))).toEqual([
      `iptables ${rule} -s 172.30.0.6 -j RETURN`,
      `iptables ${rule} -j DROP`,
      `ip6tables ${rule} -p icmpv6 --icmpv6-type neighbour-solicitation -j RETURN`,
      `ip6tables ${rule} -p icmpv6 --icmpv6-type neighbour-advertisement -j RETURN`,
      `ip6tables ${rule} -s fd00::6 -j RETURN`,
      `ip6tables ${rule} -j DROP`,
    ]);
  });
  it("takes both families' chains away, and fails where one of IPv6 stays", () => {
    const [undo] = nodePartition.undo(at, nodePartition.params.parse(partition(target).params), captured);
    const ended = (left: string) =>
      carriedOut(undo, {
        ...ipv6,
        iptables: '[ "$5" != -D ]',
        ip6tables: `[ "$5" != -S ] || echo "${left}"; [ "$5" != -D ]`,
      });
    expect(
      ended("")
        .calls.filter((call) => call.includes(" -X "))
        .map((call) => call.split(" ")[0]),
    ).toEqual([...["iptables", "iptables", "ip6tables", "ip6tables"]]);
    expect([ended("").status, ended("-N KIND-CHAOS-NODE-in").status]).toEqual([0, 1]);
  });
  it("completes its chains before packets meet them, and takes both away whatever is there", () => {
    const params = nodePartition.params.parse(partition(target).params);
    expect(asked(nodePartition.inject(at, params, captured)).slice(0, 4)).toEqual([
      "-N KIND-CHAOS-NODE-in",
      "-A KIND-CHAOS-NODE-in -i eth0 -j DROP",
      "-I PREROUTING 1 -j KIND-CHAOS-NODE-in",
      "-N KIND-CHAOS-NODE-out",
    ]);
    const chains = ["PREROUTING -j KIND-CHAOS-NODE-in", "POSTROUTING -j KIND-CHAOS-NODE-out"];
    expect(asked(nodePartition.undo(at, params, captured))).toEqual([
      ...chains.flatMap((chain) => [`-D ${chain}`, `-F ${chain.split(" ")[2]}`, `-X ${chain.split(" ")[2]}`]),
      "-S",
    ]);
  });
  it("fails where one of its chains stays, and leaves those of others alone", () => {
    const [undo] = nodePartition.undo(at, nodePartition.params.parse(partition(target).params), captured);
    const left = (chain: string) =>
      carriedOut(undo, { iptables: `[ "$5" != -S ] || echo "-N ${chain}"; [ "$5" != -D ]` }).status;
    expect([left("KIND-CHAOS-NODE-in"), left("KIND-CHAOS-POD-in")]).toEqual([1, 0]);
  });
  it("refuses where rules of its own are there already: nobody could tell whose they are", async () => {
    const runtime = recordingRuntime({ "KIND-CHAOS-$1": { stdout: "left" } });
    const params = nodePartition.params.parse(partition(target).params);
    await expect(nodePartition.capture(runtime, at, params)).rejects.toThrow(/rules of the same fault/);
  });

  const params = nodePartition.params.parse(partition(target).params);
  const drops = (packets: number) => ({ stdout: `      ${packets}      420 DROP  0 -- eth0 * 0.0.0.0/0 0.0.0.0/0\n` });
  // Each look counts more than the one before.
  const counted = { "/dev/udp": {}, "-nvxL": [7, 8, 9, 10, 11, 12, 13, 14].map(drops) };
  it.each([
    ["dropped packets and cut the way", { ...counted, "/dev/tcp": silent }, false, true],
    ["dropped nothing", { "/dev/udp": {}, "-nvxL": { stdout: " 0 0 DROP\n" }, "/dev/tcp": silent }, false, false],
    ["dropped nothing since", { ...counted, "-nvxL": drops(7), "/dev/tcp": silent }, false, false],
    ["left the way open", { ...counted, "/dev/tcp": {} }, false, false],
    ["let a refusal through", { ...counted, "/dev/tcp": refused }, false, false],
    ["left the published port open", { ...counted, "/dev/tcp": silent }, true, false],
  ])("is active only when its rules have %s", async (_, answers, tls, proven) => {
    const evidence = await nodePartition.active(recordingRuntime(answers, {}, tls), at, params, captured);
    expect(evidence.proven).toBe(proven);
  });
  it.each([
    ["neither address answers", silent, silent, true],
    ["IPv6 answers", silent, {}, false],
    ["IPv4 answers", {}, silent, false],
    ["IPv6 refuses", silent, refused, false],
  ])("of both families is active only when %s", async (_, four, six, proven) => {
    const node = { ...at.node, address6: "fd00::3" };
    const runtime = recordingRuntime({ ...counted, "fd00::3": six, "/dev/tcp": four }, {}, false);
    expect((await nodePartition.active(runtime, { ...at, node }, params, captured)).proven).toBe(proven);
  });
  it.each([
    ["both", ["kc-x-control-plane2 to 172.30.0.8"]],
    ["out", ["kc-x-control-plane2 to 172.30.0.8"]],
    ["in", []],
  ] as const)("sends what is to be lost of it where nobody else might: %s", async (direction, senders) => {
    const runtime = recordingRuntime({ ...counted, "/dev/tcp": silent });
    const some = nodePartition.params.parse(partition(target, { peers: "load-balancer", direction }).params);
    const { proven } = await nodePartition.active(runtime, at, some, { from: "kc-x-lb" });
    const sent = runtime.asked.filter((line) => line.includes("/dev/udp")).map((line) => line.replace(/: .* /, " to "));
    expect([proven, sent]).toEqual([true, senders]);
  });
  it.each([
    ["is hit, too", ["control-plane2", "lb"], true],
    ["is not hit", ["control-plane2"], false],
  ])("wants nothing to come in of now from who %s", async (_, targets, proven) => {
    const [own, ...others] = targets;
    const runtime = recordingRuntime({
      ...{ "/dev/udp": {}, "/dev/tcp": silent },
      ...{ "NODE-in": drops(7), "NODE-out": [8, 9].map(drops) },
    });
    const hit = context(own ?? "", others);
    const some = nodePartition.params.parse(partition(target, { peers: "load-balancer" }).params);
    expect((await nodePartition.active(runtime, hit, some, { from: "kc-x-lb" })).proven).toBe(proven);
  });
  it("sends nothing from a load balancer, which does so itself", async () => {
    const runtime = recordingRuntime({ ...counted, "/dev/tcp": silent }, {}, false);
    expect((await nodePartition.active(runtime, context("lb"), params, captured)).proven).toBe(true);
    expect(runtime.asked.join()).not.toContain("/dev/udp");
  });
  it("is healed when no rule is left and the way is open", async () => {
    const healed = async (answers: Parameters<typeof recordingRuntime>[0]) =>
      (await nodePartition.healed(recordingRuntime(answers), at, params, captured)).proven;
    expect(await healed({ ...none, "/dev/tcp": {} })).toBe(true);
    expect(await healed({ "KIND-CHAOS-$1": { stdout: "left" } })).toBe(false);
    expect(await healed({ ...none, "/dev/tcp": silent })).toBe(false);
    expect(await healed({ ...none, "/dev/tcp": refused })).toBe(false);
  });
  it("tries from a node that is not cut off itself, and refuses where the way is closed before", async () => {
    const two = context("control-plane", ["control-plane2"]);
    const open = recordingRuntime({ ...none, "/dev/tcp": {} });
    expect(await nodePartition.capture(open, two, params)).toEqual({ from: "kc-x-control-plane3" });
    expect(open.asked[1]).toMatch(/^kc-x-control-plane3: timeout 1 bash -c .* 172.30.0.2 10250$/);
    const closed = recordingRuntime({ ...none, "/dev/tcp": refused });
    await expect(nodePartition.capture(closed, two, params)).rejects.toThrow(/does not reach .* nothing to cut/);
  });
});
