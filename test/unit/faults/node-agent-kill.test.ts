import { describe, expect, it } from "vitest";
import nodeAgentKill from "../../../src/faults/node-agent-kill.ts";
import type { Action } from "../../../src/model/action.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const at = context("worker");

describe("node-agent-kill", () => {
  const params = { agent: "kube-proxy" } as const;

  it("kills again and again under a name that is found, and lets the kubelet forget how often, if it did", () => {
    const folders = { "/run": temporaryFolder() };
    const calls = ([action]: readonly Action[]) =>
      carriedOut(action, { setsid: "exit 0", systemctl: "exit 0" }, folders).calls;
    expect(calls(nodeAgentKill.undo(at, params, {}))).toEqual([]);
    const [cni] = nodeAgentKill.inject(at, { agent: "cni" }, {});
    expect(carriedOut(cni, { setsid: "sleep 0.1" }, folders).status).toBe(0);
    expect(cni?.do === "exec" ? cni.argv.slice(4, 6) : "").toEqual(["cni", "kindnetd|podnet"]);
    carriedOut(nodeAgentKill.inject(at, params, {})[0], { setsid: "exit 0" }, folders);
    expect(calls(nodeAgentKill.undo(at, params, {}))).toEqual(["systemctl restart kubelet"]);
    expect(calls(nodeAgentKill.undo(at, params, {}))).toEqual([]);
  });

  const told = (looping: boolean, kills: number, processes: string) =>
    recordingRuntime({
      "[k]ind-chaos-agent": { exitCode: looping ? 0 : 1 },
      "exec cat": { stdout: `${kills}\n` },
      "kind-chaos kube-proxy": { stdout: processes },
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
    expect(runtime.asked[0]).toBe("kc-x-worker: pgrep -f [k]ind-chaos-agent-kube-proxy");
  });

  it("remembers which agent it kills, and has nothing to kill where none runs", async () => {
    expect(await nodeAgentKill.capture(told(false, 0, "41 7 S\n"), at, params)).toEqual(captured);
    await expect(nodeAgentKill.capture(told(false, 0, ""), at, params)).rejects.toThrow(/does not run/);
    await expect(nodeAgentKill.capture(told(true, 3, "41 7 S\n"), at, params)).rejects.toThrow(/kept dead already/);
  });
});
