import { describe, expect, it } from "vitest";
import etcdDefragment from "../../../src/procedures/etcd-defragment.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const here = { ...context("control-plane2"), namespace: "kind-chaos-x" };
const [first, second, third] = ["172.30.0.2", "172.30.0.3", "172.30.0.4"].map((host) => `https://${host}:2379`);

describe("etcd-defragment", () => {
  /** Members that tell their size, of which the first leads; `breaks` are words of a call that fails. */
  const carryOut = (breaks = "none") => {
    const etcdctl = [
      `case "$*" in *"${breaks}"*) exit 1;; esac`,
      `case "$*" in *"endpoint status"*) case "$*" in *172.30.0.2*) id=1;; *) id=2;; esac`,
      `echo "\\"MemberID\\" : $id"; echo '"DBSize" : 20480'; echo '"Leader" : 1';; esac`,
    ].join("\n");
    const [action] = etcdDefragment.actions(here, {});
    const { status, calls } = carriedOut(action, { etcdctl }, { "/run": temporaryFolder() });
    const done = calls.filter((call) => call.endsWith(" defrag"));
    return { status, done: done.map((call) => /--endpoints=(\S+)/.exec(call)?.[1]) };
  };

  it("takes one member after another, the leader last", () => {
    expect(carryOut()).toEqual({ status: 0, done: [second, third, first] });
  });

  it.each(["3:2379 --cacert", "endpoint health"])("ends with the first that is not well: %s", (breaks) => {
    const { status, done } = carryOut(breaks);
    expect(status).not.toBe(0);
    expect(done.length).toBeLessThan(2);
  });

  const done = (stdout: string) => etcdDefragment.done(recordingRuntime({ "cat /run": { stdout } }), here, {});

  it("is done when each member's database is no larger than before", async () => {
    const whole = [`${second} 20480000 5120000`, `${third} 20480000 5120000`, `${first} 9000000 9000000`].join("\n");
    expect(await done(whole)).toEqual({
      proven: true,
      detail: "control-plane 9.0 MB to 9.0 MB, control-plane2 20.5 MB to 5.1 MB, control-plane3 20.5 MB to 5.1 MB",
    });
    expect((await done(`${second} 2 1\n${third} 2 1`)).proven).toBe(false);
    expect((await done(`${second} 2 1\n${third} 2 3\n${first} 2 1`)).proven).toBe(false);
    await expect(done("4711 7 S")).rejects.toThrow(/is not known/);
  });
});
