import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import etcdDefragment from "../../../src/procedures/etcd-defragment.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const here = { ...context("control-plane2"), namespace: "kind-chaos-x" };
const [first, second, third] = ["172.30.0.2", "172.30.0.3", "172.30.0.4"].map((host) => `https://${host}:2379`);

/** What a member tells of itself; how often it was defragmented, and the bytes of its database, as metrics have them. */
const metrics = (leads: 0 | 1, times = 3, bytes = "2.048e+07") =>
  [
    `etcd_disk_backend_defrag_duration_seconds_bucket{le="0.1"} ${times}`,
    `etcd_disk_backend_defrag_duration_seconds_count ${times}`,
    `etcd_mvcc_db_total_size_in_bytes ${bytes}`,
    `etcd_server_is_leader ${leads}`,
  ].join("\\n");

describe("etcd-defragment", () => {
  /**
   * Members that tell of themselves, of which the first leads; `breaks` are words of a call that fails. Returns who was
   * asked to defragment, in order, and what was recorded.
   */
  const carryOut = (breaks = "none") => {
    const own = temporaryFolder();
    const curl = `case "$*" in *172.30.0.2*) printf '${metrics(1)}\\n';; *) printf '${metrics(0)}\\n';; esac`;
    const etcdctl = `case "$*" in *"${breaks}"*) exit 1;; esac`;
    const [action] = etcdDefragment.actions(here, {});
    const { status, calls } = carriedOut(action, { etcdctl, curl }, { "/var/lib/kind-chaos": own });
    const done = calls.filter((call) => call.endsWith(" defrag"));
    const record = readFileSync(join(own, "defragmented"), "utf8").trim().split("\n");
    return { status, record, done: done.map((call) => /--endpoints=(\S+)/.exec(call)?.[1]) };
  };

  it("takes one member after another, the leader last, and notes what each told before its turn", () => {
    const { record, ...came } = carryOut();
    expect(came).toEqual({ status: 0, done: [second, third, first] });
    expect(record).toEqual([second, third, first].map((address) => `${address} 3 2.048e+07`));
  });

  it("leaves nobody out where the lead moves while it goes on", () => {
    const own = temporaryFolder();
    // The first leads until somebody was defragmented, then the third does.
    const curl = [
      `if [ -e '${own}/done' ]; then lead=172.30.0.4; else lead=172.30.0.2; fi`,
      `case "$*" in *$lead*) printf '${metrics(1)}\\n';; *) printf '${metrics(0)}\\n';; esac`,
    ].join("\n");
    const etcdctl = `case "$*" in *defrag*) : >'${own}/done';; esac`;
    const [action] = etcdDefragment.actions(here, {});
    const { status, calls } = carriedOut(action, { etcdctl, curl }, { "/var/lib/kind-chaos": own });
    const done = calls.filter((call) => call.endsWith(" defrag"));
    expect([status, done.map((call) => /--endpoints=(\S+)/.exec(call)?.[1])]).toEqual([0, [second, first, third]]);
  });

  it.each(["3:2379 --cacert", "endpoint health"])("ends with the first that is not well: %s", (breaks) => {
    const { status, done } = carryOut(breaks);
    expect(status).not.toBe(0);
    expect(done).toEqual([second]);
  });

  it("has time for each member", () => {
    const [action] = etcdDefragment.actions(here, {});
    expect(action?.do === "exec" && action.timeoutMs).toBe(3 * 75_000);
    const { takesMs } = etcdDefragment;
    expect(typeof takesMs === "function" && takesMs(here.cluster)).toBe(4 * 75_000);
  });

  const done = (was: readonly string[], is: readonly string[]) => {
    const stdout = [...was.map((line) => `was ${line}`), ...is.map((line) => `is ${line}`)].join("\n");
    return etcdDefragment.done(recordingRuntime({ metrics_of: { stdout } }), here, {});
  };
  const was = [`${second} 3 2.048e+07`, `${third} 0 20480000`, `${first} 3 9e+06`];

  it("is done when each member has counted it itself, whatever became of its size", async () => {
    expect(await done(was, [`${first} 4 9.1e+06`, `${second} 4 5.12e+06`, `${third} 1 5120000`])).toEqual({
      proven: true,
      detail: "control-plane 9.0 MB to 9.1 MB, control-plane2 20.5 MB to 5.1 MB, control-plane3 20.5 MB to 5.1 MB",
    });
  });

  it.each([
    ["one has not counted", was, [`${first} 4 1`, `${second} 3 1`, `${third} 1 1`], "control-plane2"],
    ["one was started anew", was, [`${first} 0 1`, `${second} 4 1`, `${third} 1 1`], "control-plane"],
    ["one was left out", was.slice(1), [`${first} 4 1`, `${second} 4 1`, `${third} 1 1`], "control-plane2"],
    ["one does not tell", was, [`${first} 4 1`, `${second} 4 1`], "control-plane3"],
  ])("is not done where %s", async (_, before, now, short) => {
    const { proven, detail } = await done(before, now);
    expect(proven).toBe(false);
    expect(detail).toContain(`${short} not defragmented, by its own count`);
  });

  it("is not read out of anything else", async () => {
    await expect(done(["4711 7 S"], [])).rejects.toThrow(/is not known/);
    await expect(done([`${first}  `], [])).rejects.toThrow(/is not known/);
  });
});
