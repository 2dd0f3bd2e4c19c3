import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import etcdQuotaExceeded from "../../../src/faults/etcd-quota-exceeded.ts";
import type { Settings } from "../../../src/model/settings.ts";
import { carriedOut } from "../../support/carried-out.ts";
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
    const stock = recordingRuntime({ cmdline: { stdout: "" } });
    await expect(etcdQuotaExceeded.capture(stock, at, {})).rejects.toThrow(/a quota of 2 GiB: too much to fill/);
    const none = recordingRuntime({ cmdline: { exitCode: 3 } });
    await expect(etcdQuotaExceeded.capture(none, at, {})).rejects.toThrow(/no quota could be read: no etcd runs/);
  });
  it("stops at the first refusal, and has room for all that fits", () => {
    const [action] = etcdQuotaExceeded.inject(at, {}, { quota: "33554432" });
    expect(action).toMatchObject({ argv: ["sh", "-c", expect.stringMatching(/\|\| break; done/), "kind-chaos", "68"] });
  });
  it("reaches the program itself, where the node has one: a shell carries it out", () => {
    const note = temporaryFolder();
    const [action] = etcdQuotaExceeded.inject(at, {}, { quota: "2000000" });
    const etcdctl = 'echo "etcdserver: mvcc: database space exceeded" >&2\nexit 1';
    const { status, stderr } = carriedOut(action, { etcdctl }, { "/var/lib/kind-chaos": note });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  /** Undoes with an etcd that has these keys, and alarms that end when they are disarmed one by one. */
  function undone(keys: string, alarms: readonly string[]) {
    const [folder, raised] = [temporaryFolder(), join(temporaryFolder(), "alarms")];
    writeFileSync(raised, alarms.map((alarm) => `${alarm}\n`).join(""));
    const etcdctl = `case "$*" in *"alarm list") cat ${raised};; *" get "*) echo "${keys}";; *status*) echo '{"revision":7}';; esac`;
    const curl = `sed -i '/NOSPACE/d' ${raised}`;
    const [action] = etcdQuotaExceeded.undo(at, {}, {});
    const { status, stderr, calls } = carriedOut(action, { etcdctl, curl }, { "/var/lib/kind-chaos": folder });
    const done = calls.map((call) => call.replace(/^etcdctl .*\.key /, "").replace(/^curl .* -d (\S+) .*/, "$1"));
    return { status, stderr, done };
  }
  const disarmed = (id: number) => `{"action":"DEACTIVATE","memberID":"${id}","alarm":"NOSPACE"}`;

  it("removes, compacts, defragments and disarms, in this order, and no alarm but that for want of space", () => {
    const { status, done } = undone("/kind-chaos/fill/1", ["memberID:7 alarm:NOSPACE", "memberID:9 alarm:CORRUPT"]);
    expect(status).toBe(0);
    expect(done.slice(1)).toEqual([
      "del --prefix /kind-chaos/fill/",
      "endpoint status -w json",
      "compact --physical 7",
      "defrag --cluster",
      "alarm list",
      disarmed(7),
      "alarm list",
    ]);
  });
  it("does nothing where nothing is of its own", () => {
    const { status, done } = undone("", ["memberID:7 alarm:NOSPACE"]);
    expect({ status, done }).toEqual({ status: 0, done: [expect.stringMatching(/^get /)] });
  });
  it("fails where etcd does not answer", () => {
    const [action] = etcdQuotaExceeded.undo(at, {}, {});
    expect(carriedOut(action, { etcdctl: "exit 1" }, { "/var/lib/kind-chaos": temporaryFolder() }).status).toBe(1);
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
