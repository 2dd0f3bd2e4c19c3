import { describe, expect, it } from "vitest";
import componentStop from "../../../src/faults/component-stop.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const params = { component: "etcd" as const };

describe("component-stop", () => {
  it("moves the manifest before it kills, and back only if it was moved", () => {
    const [inject] = componentStop.inject(at, params, {});
    const [undo] = componentStop.undo(at, params, {});
    expect(inject).toMatchObject({
      do: "exec",
      argv: ["sh", "-c", expect.stringMatching(/mv .*manifests\/etcd\.yaml .* && pkill -9 -x etcd$/)],
    });
    expect(undo).toMatchObject({
      do: "exec",
      argv: ["sh", "-c", expect.stringMatching(/^\[ ! -f .*etcd\.yaml \] \|\| { mv .* .*ss -K .*done; }$/)],
    });
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
    const runtime = recordingRuntime({ "pgrep -x 'etcd'": { stdout } });
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
