import { describe, expect, it } from "vitest";
import memberLost from "../../../src/faults/etcd-member-lost.ts";
import { loseMember, putNewMember } from "../../../src/node-tools/etcd-replace.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const captured = { pid: "41", startTime: "7" };
const whole = "all healthy";
const listed = (count: number, own = "c0ff") =>
  ["control-plane", "control-plane2", "control-plane3"].slice(0, count).map((short, index) => {
    const id = short === "control-plane2" ? own : `a${index}`;
    return `${id}, started, kc-x-${short}, https://x:2380, https://x:2379, false`;
  });

interface Told {
  readonly etcd?: string;
  readonly data?: boolean;
  readonly replacing?: boolean;
  readonly list?: readonly string[];
}

const told = ({ etcd = "", data = false, replacing = false, list = [] }: Told) =>
  recordingRuntime({
    "test -e /var/lib/etcd/member": { exitCode: data ? 0 : 1 },
    "test -e /var/lib/kind-chaos/replacing": { exitCode: replacing ? 0 : 1 },
    "member list": { stdout: list.join("\n") },
    "pgrep -x": { stdout: etcd },
  });

describe("etcd-member-lost", () => {
  it("kills the member and deletes its data, and puts a new one in its place", () => {
    expect(memberLost.inject(at, {}, captured)).toEqual(loseMember(at.node, at.cluster));
    expect(memberLost.undo(at, {}, captured)).toEqual(putNewMember(at.node, at.cluster));
  });

  it("remembers which etcd it was", async () => {
    expect(await memberLost.capture(told({ etcd: "41 7 S\n", list: [...listed(3), whole] }), at, {})).toEqual(captured);
  });

  it.each([
    ["none runs", { list: [...listed(3), whole] }, /does not run/],
    [
      "one is half replaced, anywhere",
      { etcd: "41 7 S\n", replacing: true, list: [...listed(3), whole] },
      /half replaced on kc-x-control-plane already/,
    ],
    ["it is one of two", { etcd: "41 7 S\n", list: [...listed(2), whole] }, /one of 2 etcd members/],
    ["it is alone", { etcd: "41 7 S\n", list: [...listed(1), whole] }, /one of 1 etcd members/],
    [
      "another is down",
      { etcd: "41 7 S\n", list: [...listed(3), "not all healthy"] },
      /not every etcd member has a vote/,
    ],
    [
      "another has no vote",
      { etcd: "41 7 S\n", list: [...listed(3).with(2, String(listed(3)[2]).replace(/false$/, "true")), whole] },
      /not every etcd member has a vote/,
    ],
  ])("begins nothing where %s", async (_, world, words) => {
    await expect(memberLost.capture(told(world), at, {})).rejects.toThrow(words);
  });

  it("begins nothing where too many would be lost at once", async () => {
    const both = context("control-plane2", ["control-plane3"]);
    const world = told({ etcd: "41 7 S\n", list: [...listed(3), whole] });
    await expect(memberLost.capture(world, both, {})).rejects.toThrow(/one of 3 etcd members/);
  });

  it("has the time that its healing takes, and is for one member of three or more", () => {
    expect([memberLost.healsMs, memberLost.losesMember]).toEqual([150_000, true]);
  });

  it.each([
    ["gone with its data", {}, true],
    ["gone, and its data is there", { data: true }, false],
    ["there without its data", { etcd: "41 7 S\n" }, false],
  ])("is active where etcd is %s", async (_, world, proven) => {
    expect((await memberLost.active(told(world), at, {}, captured)).proven).toBe(proven);
  });

  const anew = { etcd: "977 9 S\n", list: ["was 91bc", ...listed(3), "healthy"] };
  it.each([
    ["a new member is there", anew, true],
    ["it has no vote", { ...anew, replacing: true }, false],
    ["it does not run", { ...anew, etcd: "" }, false],
    ["it is the old one that was to be gone", { ...anew, list: ["was c0ff", ...listed(3), "healthy"] }, false],
    ["the old one was never taken out", { etcd: "41 7 S\n", list: [...listed(3), "healthy"] }, true],
    ["the others miss it", { ...anew, list: ["was 91bc", ...listed(2), "healthy"] }, false],
  ])("is healed where %s: %#", async (_, world, proven) => {
    expect((await memberLost.healed(told(world), at, {}, captured)).proven).toBe(proven);
  });
});
