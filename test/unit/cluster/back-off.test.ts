import type { V1Pod } from "@kubernetes/client-node";
import { describe, expect, it } from "vitest";
import { restartBackOffs } from "../../../src/cluster/back-off.ts";
import { cluster, recordingWorld } from "../../support/recording-world.ts";

const now = Date.parse("2026-11-23T12:00:00Z");
const node = "kc-x-control-plane2";

function etcd(finishedAt: string | undefined, reason?: string): V1Pod {
  const lastState = finishedAt === undefined ? {} : { terminated: { exitCode: 137, finishedAt } };
  const state = reason === undefined ? { running: {} } : { waiting: { reason } };
  const status = { name: "etcd", lastState, state };
  return { spec: { nodeName: node }, status: { containerStatuses: [status] } } as unknown as V1Pod;
}

function look(pod: V1Pod, kubeletStartedAt = "2026-11-23T11:00:00Z") {
  const seconds = Date.parse(kubeletStartedAt) / 1_000;
  return restartBackOffs(recordingWorld({ systemctl: { stdout: `${seconds}\n` } }), cluster, [pod], now);
}

describe("restartBackOffs", () => {
  it("finds what the kubelet still remembers", async () => {
    expect(await look(etcd("2026-11-23T11:58:00Z"))).toEqual([
      { node, component: "etcd", waiting: false, remembersMs: 480_000, waitsAtLeastMs: 10_000 },
    ]);
  });
  it("finds what waits now", async () => {
    expect(await look(etcd("2026-11-23T11:59:50Z", "CrashLoopBackOff"))).toMatchObject([{ waiting: true }]);
  });
  it("forgets with the time, and with the kubelet's process", async () => {
    expect(await look(etcd(undefined))).toEqual([]);
    expect(await look(etcd("2026-11-23T11:49:00Z"))).toEqual([]);
    expect(await look(etcd("2026-11-23T11:58:00Z"), "2026-11-23T11:59:00Z")).toEqual([]);
  });
});
