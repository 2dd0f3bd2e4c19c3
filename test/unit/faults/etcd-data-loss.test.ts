import { describe, expect, it } from "vitest";
import etcdDataLoss from "../../../src/faults/etcd-data-loss.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");

describe("etcd-data-loss", () => {
  it("breaks nothing where there is no snapshot to restore from", async () => {
    const runtime = recordingRuntime({ sh: { exitCode: 1, stderr: "no such file" } });
    await expect(etcdDataLoss.capture(runtime, at, {})).rejects.toThrow(/perform etcd-snapshot first/);
  });
  it("restores as this member of all members, at their own addresses, before the manifests come back", () => {
    const [undo] = etcdDataLoss.undo(at, {}, {});
    const script = undo?.do === "exec" ? (undo.argv.at(-1) ?? "") : "";
    expect(script).toContain(`--name ${at.node.name} --initial-cluster`);
    expect(script).toContain(`https://${at.node.address}:2380`);
    expect(script.indexOf("snapshot restore")).toBeLessThan(script.indexOf("/etc/kubernetes/manifests/;"));
  });
  it.each([
    ["", true],
    ["4711\n", false],
    ["member\n", false],
  ])("is active only when no process and no data is left: %j", async (stdout, proven) => {
    expect((await etcdDataLoss.active(recordingRuntime({ sh: { stdout } }), at, {}, {})).proven).toBe(proven);
  });
  it("is healed when etcd runs on restored data and its manifest is back", async () => {
    const healed = async (stdout: string) => {
      const runtime = recordingRuntime({ "pgrep -x etcd": { stdout } });
      const { proven } = await etcdDataLoss.healed(runtime, at, {}, {});
      return { proven, asked: runtime.asked };
    };
    const asked = [
      expect.stringMatching(/^kc-x-control-plane2: .*\[ -d \/var\/lib\/etcd\/member \] && \[ ! -e .*etcd.yaml \]/),
    ];
    expect(await healed("runs\n")).toEqual({ proven: true, asked });
    expect(await healed("")).toEqual({ proven: false, asked });
  });
});
