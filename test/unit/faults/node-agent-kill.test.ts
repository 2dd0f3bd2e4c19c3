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

  const told = (looping: boolean, kills: number, processes: string) =>
    recordingRuntime({
      "[k]ind-chaos-agent": { exitCode: looping ? 0 : 1 },
      ".count": { stdout: `${kills}\n` },
      "pgrep -x 'kube-proxy'": { stdout: processes },
    });
  const captured = { pid: "41", startTime: "7" };

  it.each([
    ["is dead and kept so", told(true, 2, ""), true, false],
    ["started again for a moment", told(true, 2, "977 9 S\n"), true, false],
    ["was replaced under the same number", told(true, 2, "41 9 S\n"), true, false],
    ["still runs", told(true, 0, "41 7 S\n"), false, false],
    ["died and is not kept dead", told(false, 1, ""), false, false],
    ["is back", told(false, 0, "977 9 S\n"), false, true],
  ])("tells whether the agent %s", async (_, runtime, active, healed) => {
    expect((await nodeAgentKill.active(runtime, at, params, captured)).proven).toBe(active);
    expect((await nodeAgentKill.healed(runtime, at, params, captured)).proven).toBe(healed);
    expect(runtime.asked[0]).toBe("kc-x-worker: pgrep -f [k]ind-chaos-agent");
  });

  it("remembers which agent it kills, and has nothing to kill where none runs", async () => {
    expect(await nodeAgentKill.capture(told(false, 0, "41 7 S\n"), at, params)).toEqual(captured);
    await expect(nodeAgentKill.capture(told(false, 0, ""), at, params)).rejects.toThrow(/does not run/);
  });
});
