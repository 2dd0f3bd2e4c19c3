import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import etcdQuotaExceeded from "../../../src/faults/etcd-quota-exceeded.ts";
import kubeletStop from "../../../src/faults/kubelet-stop.ts";
import loadBalancerReload from "../../../src/faults/load-balancer-reload.ts";
import processPause from "../../../src/faults/process-pause.ts";
import type { Settings } from "../../../src/model/settings.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const at = context("control-plane2");

describe("process-pause", () => {
  const params = { component: "kube-apiserver" } as const;
  const captured = { pid: "449", startTime: "4711" };
  it("stops the process that it captured, and lets go on only that", () => {
    expect(processPause.inject(at, params, captured)).toMatchObject([{ argv: ["kill", "-STOP", "449"] }]);
    expect(processPause.undo(at, params, captured)).toMatchObject([
      { argv: ["sh", "-c", expect.stringMatching(/\/proc\/449\/stat.* != "4711" \] \|\| kill -CONT 449$/)] },
    ]);
  });
  it.each([
    ["is stopped", "449 4711 T\n", true, false, /state T/],
    ["goes on", "449 4711 S\n", false, true, /state S/],
    ["was restarted by its kubelet", "502 9000 S\n", false, true, /process 502 runs in its place: it was restarted/],
    ["is gone", "", false, false, /none runs/],
  ])("tells whether the process %s", async (_, stdout, active, healed, detail) => {
    const runtime = recordingRuntime({ pgrep: { stdout } });
    const evidence = await processPause.active(runtime, at, params, captured);
    expect(evidence).toEqual({ proven: active, detail: expect.stringMatching(detail) });
    expect((await processPause.healed(runtime, at, params, captured)).proven).toBe(healed);
  });
});

describe("kubelet-stop", () => {
  it.each([
    ["runs", "active\n1\n", false, true],
    ["is stopped", "inactive\n0\n", true, false],
    ["is stopping", "deactivating\n1\n", false, false],
  ])("tells whether the kubelet %s", async (_, stdout, active, healed) => {
    const runtime = recordingRuntime({ "is-active": { stdout } });
    expect((await kubeletStop.active(runtime, at, {}, {})).proven).toBe(active);
    expect((await kubeletStop.healed(runtime, at, {}, {})).proven).toBe(healed);
  });
  it("has nothing to stop where none runs", async () => {
    const runtime = recordingRuntime({ "is-active": { stdout: "failed\n0\n" } });
    await expect(kubeletStop.capture(runtime, at, {})).rejects.toThrow(/no kubelet to stop/);
  });
});

describe("load-balancer-reload", () => {
  const lb = context("lb");
  const counted = (count: number) => recordingRuntime({ "/dev/tcp": { stdout: `cluster_modified: ${count}\n` } });
  it("changes the configuration by a rename and back by another", () => {
    const [action] = loadBalancerReload.inject(lb, {}, {});
    const argv = action?.do === "exec" ? action.argv[2] : "";
    expect(argv).toMatch(
      /^cp -p .*cds\.yaml .*kind-chaos-cds\.yaml && sed .* && mv .*cds\.yaml && sleep 1 && mv .*cds\.yaml$/,
    );
  });
  it("counts how often Envoy replaced its cluster", async () => {
    const captured = await loadBalancerReload.capture(counted(3), lb, {});
    expect((await loadBalancerReload.active(counted(5), lb, {}, captured)).proven).toBe(true);
    expect((await loadBalancerReload.active(counted(4), lb, {}, captured)).proven).toBe(false);
  });
  it("refuses a load balancer that is no Envoy", async () => {
    await expect(loadBalancerReload.capture(recordingRuntime({}), lb, {})).rejects.toThrow(/no Envoy/);
  });
  it.each([
    ["0\ncds.yaml lds.yaml", true],
    ["1\ncds.yaml lds.yaml", false],
    ["0\ncds.yaml kind-chaos-cds.yaml", false],
  ])("is healed when the old configuration is there: %j %s", async (stdout, proven) => {
    expect((await loadBalancerReload.healed(recordingRuntime({ grep: { stdout } }), lb, {}, {})).proven).toBe(proven);
  });
});

describe("etcd-quota-exceeded", () => {
  const settings = (quotaBytes: number) => ({ etcd: { quotaBytes } }) as Settings;
  it("wants a quota that can be filled", async () => {
    expect(etcdQuotaExceeded.unsupported?.({ features: {}, settings: settings(2 ** 31) }, {})).toMatch(
      /quota-backend-bytes/,
    );
    expect(etcdQuotaExceeded.unsupported?.({ features: {}, settings: settings(2 ** 25) }, {})).toBeUndefined();
    expect(etcdQuotaExceeded.unsupported?.({ features: {} })).toBeUndefined();
    const none = recordingRuntime({ cmdline: { stdout: "" } });
    await expect(etcdQuotaExceeded.capture(none, at, {})).rejects.toThrow(/too much to fill/);
  });
  it("stops at the first refusal, and has room for all that fits", () => {
    const [action] = etcdQuotaExceeded.inject(at, {}, { quota: "33554432" });
    expect(action).toMatchObject({ argv: ["sh", "-c", expect.stringMatching(/\|\| break; done/), "fill", "68"] });
  });
  it("reaches the program itself, where the node has one: a shell carries it out", () => {
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    const program = join(folder, "etcdctl");
    writeFileSync(program, '#!/bin/sh\necho "etcdserver: mvcc: database space exceeded" >&2\nexit 1\n', {
      mode: 0o755,
    });
    const [action] = etcdQuotaExceeded.inject(at, {}, { quota: "2000000" });
    const argv = action?.do === "exec" ? action.argv : [];
    const [shell = "", ...words] = argv;
    const { status, stderr } = spawnSync(shell, words, { env: { PATH: `${folder}:/usr/bin:/bin` }, encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
  it("removes, compacts, defragments and disarms, in this order", () => {
    const [action] = etcdQuotaExceeded.undo(at, {}, {});
    const script = action?.do === "exec" ? (action.argv[2] ?? "") : "";
    const steps = ["del --prefix /kind-chaos/fill/", "compact", "defrag --cluster", "alarm disarm", "alarm list"];
    expect(steps.map((step) => script.indexOf(step)).toSorted((a, b) => a - b)).toEqual(
      steps.map((step) => script.indexOf(step)),
    );
    expect(script).not.toContain("undefined");
  });
  const refused = { exitCode: 1, stderr: "Error: etcdserver: mvcc: database space exceeded" };
  it.each([
    ["alarm and refusal", "memberID:1 alarm:NOSPACE", refused, true, false],
    ["an alarm that stops nothing", "memberID:1 alarm:NOSPACE", {}, false, false],
    ["a refusal without alarm", "", refused, false, false],
    ["neither", "", {}, false, true],
  ])("is judged by alarm and write together: %s", async (_, stdout, write, active, healed) => {
    const runtime = recordingRuntime({ probe: write, "alarm list": { stdout } });
    expect((await etcdQuotaExceeded.active(runtime, at, {}, {})).proven).toBe(active);
    expect((await etcdQuotaExceeded.healed(runtime, at, {}, {})).proven).toBe(healed);
  });
});
