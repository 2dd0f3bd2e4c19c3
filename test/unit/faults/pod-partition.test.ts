import { describe, expect, it } from "vitest";
import podPartition from "../../../src/faults/pod-partition.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("worker");

describe("pod-partition", () => {
  const stderr = "bash: connect: Connection refused";
  const captured = { range: "10.244.3.0/24", pod: "10.244.3.7" };

  it("drops what comes to the node's pods and what leaves from them, and nothing of the node's own", () => {
    const [action] = podPartition.inject(at, {}, captured);
    const { calls } = carriedOut(action, { iptables: "exit 0" });
    expect(calls.filter((call) => call.includes("DROP"))).toEqual([
      "iptables -w 5 -t mangle -A KIND-CHAOS-POD-in -i eth0 -d 10.244.3.0/24 -j DROP",
      "iptables -w 5 -t mangle -A KIND-CHAOS-POD-out -o eth0 -s 10.244.3.0/24 -j DROP",
    ]);
  });

  const looked = (reached: number, packets: number, ready: string) =>
    recordingRuntime({
      "/dev/tcp": { exitCode: reached, stderr },
      "-nvxL": [3, packets].map((some) => ({ stdout: ` ${some} 6000 DROP all\n` })),
      conditions: { stdout: ready },
    });

  it.each([
    ["packets are lost and the node is Ready", looked(124, 9, "True"), true],
    ["the pod refuses, so it is reached", looked(1, 9, "True"), false],
    ["nothing was dropped since", looked(124, 3, "True"), false],
    ["the node itself is lost", looked(124, 9, "Unknown"), false],
  ])("is active only where the pod is not reached: %s", async (_, runtime, proven) => {
    expect((await podPartition.active(runtime, at, {}, captured)).proven).toBe(proven);
    expect(runtime.asked[1]).toMatch(/^kc-x-control-plane: timeout 1 bash -c .* 10.244.3.7 9$/);
  });

  it("is healed where no rule is left and the pod refuses again", async () => {
    const look = (rules: string, reached: number) =>
      recordingRuntime({ "KIND-CHAOS-$1": { stdout: rules }, "/dev/tcp": { exitCode: reached, stderr } });
    expect((await podPartition.healed(look("none", 1), at, {}, captured)).proven).toBe(true);
    expect((await podPartition.healed(look("left", 1), at, {}, captured)).proven).toBe(false);
    expect((await podPartition.healed(look("none", 124), at, {}, captured)).proven).toBe(false);
  });

  it("cuts and looks at both families of a node whose pods have both", async () => {
    const answers = (six: object) => ({
      "KIND-CHAOS-$1": { stdout: "none" },
      podCIDRs: { stdout: "10.244.3.0/24 fd00:10:244:3::/64" },
      hostNetwork: { stdout: "172.30.0.5 fd00::5 true\n10.244.3.7 fd00:10:244:3::7 \n" },
      "fd00:10:244:3::7 9": six,
      "/dev/tcp": { exitCode: 1, stderr },
    });
    const both = { ...captured, range2: "fd00:10:244:3::/64", pod2: "fd00:10:244:3::7" };
    const captures = (six: object) => podPartition.capture(recordingRuntime(answers(six)), at, {});
    expect(await captures({ exitCode: 1, stderr })).toEqual(both);
    expect(podPartition.captured.parse(both)).toEqual(both);
    await expect(captures({ exitCode: 124 })).rejects.toThrow(/does not reach 10.244.3.7 and fd00:10:244:3::7/);
    const [action] = podPartition.inject(at, {}, both);
    const { calls } = carriedOut(action, { ip: "echo fd00::5", iptables: "exit 0", ip6tables: "exit 0" });
    expect(calls.filter((call) => call.includes("DROP")).map((call) => call.replace(/ -w .* -[io] /, " "))).toEqual([
      "iptables eth0 -d 10.244.3.0/24 -j DROP",
      "iptables eth0 -s 10.244.3.0/24 -j DROP",
      "ip6tables eth0 -d fd00:10:244:3::/64 -j DROP",
      "ip6tables eth0 -s fd00:10:244:3::/64 -j DROP",
    ]);
    const active = (six: object) => {
      const told = { "fd00:10:244:3::7 9": six, "/dev/tcp": { exitCode: 124 } };
      const runtime = recordingRuntime({
        ...told,
        "-nvxL": [9, 11].map((some) => ({ stdout: ` ${some} 600 DROP\n` })),
        conditions: { stdout: "True" },
      });
      return podPartition.active(runtime, at, {}, both);
    };
    expect((await active({ exitCode: 124 })).proven).toBe(true);
    expect(await active({ exitCode: 1, stderr })).toMatchObject({
      proven: false,
      detail: expect.stringContaining("fd00:10:244:3::7 is still reached"),
    });
  });

  it("has nothing to cut on a node without pods of its own network", async () => {
    const runtime = recordingRuntime({
      "KIND-CHAOS-$1": { stdout: "none" },
      podCIDRs: { stdout: "10.244.3.0/24" },
      hostNetwork: { stdout: "172.30.0.5 true\n" },
    });
    await expect(podPartition.capture(runtime, at, {})).rejects.toThrow(/no pod with an address of its own/);
  });
});
