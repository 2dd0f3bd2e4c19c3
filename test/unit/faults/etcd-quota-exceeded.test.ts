import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import etcdQuotaExceeded from "../../../src/faults/etcd-quota-exceeded.ts";
import type { Settings } from "../../../src/model/settings.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const at = context("control-plane2");

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
