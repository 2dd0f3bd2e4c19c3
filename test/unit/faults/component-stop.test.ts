import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import componentStop from "../../../src/faults/component-stop.ts";
import type { Action } from "../../../src/model/action.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const at = context("control-plane2");
const params = { component: "etcd" as const };

describe("component-stop", () => {
  it("kills the very process though its manifest was moved before, and moves that back only if it was moved", async () => {
    const folder = temporaryFolder();
    const [manifests, stash] = [join(folder, "manifests"), join(folder, "stash")];
    mkdirSync(manifests);
    writeFileSync(join(manifests, "etcd.yaml"), "");
    const sleeper = spawn("sleep", ["60"]);
    const startTime =
      readFileSync(`/proc/${sleeper.pid}/stat`, "utf8")
        .replace(/^.*\) /, "")
        .split(" ")[19] ?? "";
    const captured = { pid: String(sleeper.pid), startTime };
    // As a kubelet does that sees the manifest go.
    const mv = `case $* in *manifests/etcd.yaml*) kill -TERM ${sleeper.pid};; esac; exec /bin/mv "$@"`;
    const carryOut = (actions: readonly Action[]) => {
      // A process runs again already, whatever is in the control group of that number here.
      const stubs = { pgrep: "echo 1", grep: "exit 1", ss: "exit 1", mv };
      const moved = { "/etc/kubernetes/manifests": manifests, "/etc/kubernetes/kind-chaos": stash };
      return (
        actions.map((action) => carriedOut(action, stubs, moved)).find(({ status }) => status !== 0) ?? { status: 0 }
      );
    };
    // Another process has the number by now: it is not touched, and the strike says so.
    expect(carryOut(componentStop.inject(at, params, { ...captured, startTime: "1" })).status).toBe(1);
    expect(sleeper.exitCode ?? sleeper.signalCode).toBeNull();
    expect([readdirSync(manifests), existsSync(stash)]).toEqual([["etcd.yaml"], false]);
    const ended = once(sleeper, "exit");
    expect(carryOut(componentStop.inject(at, params, captured)).status).toBe(0);
    expect(await ended).toEqual([null, "SIGKILL"]);
    expect(readdirSync(stash)).toEqual(["etcd.yaml"]);
    for (const time of ["first", "again"]) {
      expect(carryOut(componentStop.undo(at, params, captured)).status, time).toBe(0);
      expect([readdirSync(manifests), existsSync(stash)], time).toEqual([["etcd.yaml"], false]);
    }
  });

  it.each([
    ["process and manifest are gone", "", 1, true],
    ["the process lives", "449 1\n", 1, false],
    ["the manifest is in place", "", 0, false],
    ["the process lives and the manifest is in place", "449 1\n", 0, false],
  ])("is active only when %s", async (_, stdout, exitCode, proven) => {
    const runtime = recordingRuntime({ sh: { stdout }, test: { exitCode } });
    expect((await componentStop.active(runtime, at, params, {})).proven).toBe(proven);
    expect(runtime.asked[1]).toBe("kc-x-control-plane2: test -e /etc/kubernetes/manifests/etcd.yaml");
  });

  it.each([
    ["is replaced", "502 9000\n", true],
    ["does not run", "", false],
  ])("is healed when the process %s", async (_, stdout, proven) => {
    const runtime = recordingRuntime({ "kind-chaos etcd": { stdout } });
    const captured = { pid: "449", startTime: "4711" };
    expect((await componentStop.healed(runtime, at, params, captured)).proven).toBe(proven);
  });

  it("leaves a manifest behind that a look at the folder shows", () => {
    const [look] = componentStop.leftovers(at);
    if (look === undefined || !("argv" in look)) throw new Error("no look");
    expect(look.argv.join(" ")).toContain("exec ls /etc/kubernetes/kind-chaos");
    expect(look.isLeft({ exitCode: 0, stdout: "etcd.yaml\n", stderr: "" })).toBe(true);
    expect(look.isLeft({ exitCode: 0, stdout: "", stderr: "" })).toBe(false);
  });
});
