import { describe, expect, it } from "vitest";
import nodeAgentKill from "../../../src/faults/node-agent-kill.ts";
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
    for (const words of runtime.asked) expect(words).toMatch(/^kc-x-worker: sh -c .*pgrep -x 'kube-proxy'; true$/);
  });

  it("has nothing to kill where none runs", async () => {
    await expect(nodeAgentKill.capture(recordingRuntime({ pgrep: { stdout: "no\n0\n" } }), at, params)).rejects.toThrow(
      /does not run/,
    );
  });
});
