import { describe, expect, it } from "vitest";
import nodeAgentKill from "../../../src/faults/node-agent-kill.ts";
import podPartition from "../../../src/faults/pod-partition.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("worker");

describe("node-agent-kill", () => {
  const params = { agent: "kube-proxy" } as const;

  it("kills again and again, until its file is gone, and lets the kubelet forget how often", () => {
    const [action] = nodeAgentKill.inject(at, params, {});
    expect(action?.do === "exec" ? action.argv.at(-1) : "").toMatch(
      /while \[ -e .*\.pid \]; do .*pgrep -x 'kube-proxy'.*kill -9/,
    );
    expect(nodeAgentKill.undo(at, params, {})).toMatchObject([
      { argv: ["sh", "-c", expect.stringMatching(/^rm -f .*\.pid .* && systemctl restart kubelet$/)] },
    ]);
    const [cni] = nodeAgentKill.inject(at, { agent: "cni" }, {});
    expect(cni?.do === "exec" ? cni.argv.at(-1) : "").toContain("kindnetd|podnet");
  });

  it.each([
    ["is dead and kept so", "yes\n2\n", true, false],
    ["started again for a moment", "yes\n2\n977\n", true, false],
    ["still runs", "yes\n0\n41\n", false, false],
    ["died and is not kept dead", "no\n1\n", false, false],
    ["is back", "no\n0\n977\n", false, true],
  ])("tells whether the agent %s", async (_, stdout, active, healed) => {
    const runtime = recordingRuntime({ pgrep: { stdout } });
    expect((await nodeAgentKill.active(runtime, at, params, { pid: "41" })).proven).toBe(active);
    expect((await nodeAgentKill.healed(runtime, at, params, { pid: "41" })).proven).toBe(healed);
  });

  it("has nothing to kill where none runs", async () => {
    await expect(nodeAgentKill.capture(recordingRuntime({ pgrep: { stdout: "no\n0\n" } }), at, params)).rejects.toThrow(
      /does not run/,
    );
  });
});

describe("pod-partition", () => {
  const captured = { range: "10.244.3.0/24", pod: "10.244.3.7" };

  it("drops what comes to the node's pods and what leaves from them, and nothing of the node's own", () => {
    const [action] = podPartition.inject(at, {}, captured);
    const script = action?.do === "exec" ? action.argv.at(-1) : "";
    expect(script).toContain("-A KIND-CHAOS-IN -i eth0 -d 10.244.3.0/24 -j DROP");
    expect(script).toContain("-A KIND-CHAOS-OUT -o eth0 -s 10.244.3.0/24 -j DROP");
    expect(script?.match(/DROP/g)).toHaveLength(2);
  });

  const looked = (reached: number, packets: number, ready: string) =>
    recordingRuntime({
      "/dev/tcp": { exitCode: reached },
      "-nvxL": { stdout: ` ${packets} 6000 DROP all\n` },
      conditions: { stdout: ready },
    });

  it.each([
    ["packets are lost and the node is Ready", looked(124, 9, "True"), true],
    ["the pod refuses, so it is reached", looked(1, 9, "True"), false],
    ["nothing was sent", looked(124, 0, "True"), false],
    ["the node itself is lost", looked(124, 9, "Unknown"), false],
  ])("is active only where the pod is not reached: %s", async (_, runtime, proven) => {
    expect((await podPartition.active(runtime, at, {}, captured)).proven).toBe(proven);
  });

  it("is healed where no rule is left and the pod refuses again", async () => {
    const look = (rules: number, reached: number) =>
      recordingRuntime({ "grep -q": { exitCode: rules }, "/dev/tcp": { exitCode: reached } });
    expect((await podPartition.healed(look(1, 1), at, {}, captured)).proven).toBe(true);
    expect((await podPartition.healed(look(0, 1), at, {}, captured)).proven).toBe(false);
    expect((await podPartition.healed(look(1, 124), at, {}, captured)).proven).toBe(false);
  });

  it("has nothing to cut on a node without pods of its own network", async () => {
    const runtime = recordingRuntime({
      podCIDR: { stdout: "10.244.3.0/24" },
      hostNetwork: { stdout: "172.30.0.5 true\n" },
    });
    await expect(podPartition.capture(runtime, at, {})).rejects.toThrow(/no pod with an address of its own/);
  });
});
