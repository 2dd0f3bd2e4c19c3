import { describe, expect, it } from "vitest";
import peerPartition from "../../../src/faults/peer-partition.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const captured = { from: "kc-x-control-plane" };
const stderr = "bash: connect: Connection refused";

describe("peer-partition", () => {
  it("drops what comes from the other targets, and nothing else", async () => {
    const pair = context("control-plane", ["control-plane3"]);
    const runtime = recordingRuntime({ "KIND-CHAOS-$1": { stdout: "none" }, "/dev/tcp": {} });
    expect(await peerPartition.capture(runtime, pair, {})).toEqual({ from: "kc-x-control-plane3" });
    expect(runtime.asked[1]).toMatch(/^kc-x-control-plane3: timeout 1 bash -c .* 172.30.0.2 10250$/);
    const { calls } = carriedOut(peerPartition.inject(pair, {}, captured)[0], { iptables: "exit 0" });
    expect(calls.filter((call) => call.includes("-j DROP"))).toEqual([
      "iptables -w 5 -t mangle -A KIND-CHAOS-PEER-in -i eth0 -s 172.30.0.4 -j DROP",
    ]);
    expect(peerPartition.fewestTargets).toBe(2);
  });

  it.each([
    ["packets are lost and the way is closed", 9, 124, true],
    ["nothing was dropped", 0, 124, false],
    ["packets were lost before, and none since", 3, 124, false],
    ["the way is open", 9, 0, false],
    ["a refusal comes back", 9, 1, false],
  ])("is active only where %s", async (_, packets, exitCode, proven) => {
    const pair = context("control-plane", ["control-plane3"]);
    const runtime = recordingRuntime({
      "-nvxL": [Math.min(packets, 3), packets].map((some) => ({ stdout: ` ${some} 60 DROP all\n` })),
      "/dev/tcp": { exitCode, stderr },
    });
    expect((await peerPartition.active(runtime, pair, {}, captured)).proven).toBe(proven);
  });

  it.each([
    ["no rule is left and the way is open", "none", 0, true],
    ["a rule is left", "left", 0, false],
    ["the way is closed", "none", 1, false],
  ])("is healed only where %s", async (_, rules, exitCode, proven) => {
    const pair = context("control-plane", ["control-plane3"]);
    const runtime = recordingRuntime({ "KIND-CHAOS-$1": { stdout: rules }, "/dev/tcp": { exitCode, stderr } });
    expect((await peerPartition.healed(runtime, pair, {}, captured)).proven).toBe(proven);
  });
});
