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
    const [, , script = "", , ...words] = undo?.do === "exec" ? undo.argv : [];
    expect(words).toEqual([
      "kc-x-control-plane2",
      "kc-x-control-plane=https://172.30.0.2:2380,kc-x-control-plane2=https://172.30.0.3:2380," +
        "kc-x-control-plane3=https://172.30.0.4:2380",
      "172.30.0.3",
    ]);
    expect(script).toContain('--name "$1" --initial-cluster "$2"');
    expect(script).toContain('"https://$3:2380"');
    expect(script.indexOf("snapshot restore")).toBeLessThan(script.indexOf("/etc/kubernetes/manifests/ || exit\nfi"));
  });
  it("remembers the snapshot and the processes that it takes down", async () => {
    const runtime = recordingRuntime({
      "snapshot status": { stdout: "{}" },
      "kind-chaos etcd": { stdout: "449 1 S\n" },
      "kind-chaos kube-apiserver": { stdout: "512 7 S\n" },
    });
    expect(await etcdDataLoss.capture(runtime, at, {})).toEqual({
      pid: "449",
      startTime: "1",
      apiPid: "512",
      apiStartTime: "7",
      snapshot: "{}",
    });
  });
  it.each([
    ["", "", true],
    ["4711 9 S\n", "", false],
    ["", "member\n", false],
  ])("is active only when no process and no data is left: %j %j", async (stdout, files, proven) => {
    const runtime = recordingRuntime({
      "kind-chaos etcd|kube-apiserver": { stdout },
      "/var/lib/etcd": { stdout: files },
    });
    expect((await etcdDataLoss.active(runtime, at, {}, {})).proven).toBe(proven);
    expect(runtime.asked[1]).toBe("kc-x-control-plane2: ls -A /var/lib/etcd");
  });
  it.each([
    ["502 9000 S\n", "restored\n", true],
    ["449 4711 S\n", "restored\n", false],
    ["", "restored\n", false],
    ["502 9000 S\n", "not yet\n", false],
  ])(
    "is healed when another etcd runs on restored data and its manifest is back: %j %j",
    async (stdout, data, proven) => {
      const runtime = recordingRuntime({ "kind-chaos etcd": { stdout }, "[ -d": { stdout: data } });
      const captured = { pid: "449", startTime: "4711" };
      expect((await etcdDataLoss.healed(runtime, at, {}, captured)).proven).toBe(proven);
      expect(runtime.asked[1]).toMatch(
        /^kc-x-control-plane2: .*\[ -d \/var\/lib\/etcd\/member \] && \[ ! -e .*etcd.yaml \]/,
      );
    },
  );
});
