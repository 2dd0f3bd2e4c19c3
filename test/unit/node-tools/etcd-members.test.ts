import { describe, expect, it } from "vitest";
import { memberReplaced, membership, readMembers } from "../../../src/node-tools/etcd-members.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const line = (id: string, name: string, rest: "started" | "unstarted" = "started", learner = false) =>
  `${id}, ${rest}, ${name}, https://172.30.0.9:2380, ${rest === "started" ? "https://172.30.0.9:2379" : ""}, ${learner}`;
const first = line("fd42", "kc-x-control-plane");
const third = line("8e9e", "kc-x-control-plane3");
const told = (...lines: string[]) => recordingRuntime({ "member list": { stdout: lines.join("\n") } });

describe("etcd's members", () => {
  it("are read from their list, those that never started, too", () => {
    expect(readMembers([first, line("c0ff", "", "unstarted", true)].join("\n"))).toEqual([
      { id: "fd42", isStarted: true, name: "kc-x-control-plane", isLearner: false },
      { id: "c0ff", isStarted: false, name: "", isLearner: true },
    ]);
  });

  it.each([
    ["another is in its place", ["was 91bc", first, line("c0ff", at.node.name), third, "healthy"], true],
    ["none was replaced", [first, line("c0ff", at.node.name), third, "healthy"], false],
    ["it is the same", ["was c0ff", first, line("c0ff", at.node.name), third, "healthy"], false],
    [
      "the old one is still listed",
      ["was 91bc", first, line("c0ff", at.node.name), line("91bc", "x"), "healthy"],
      false,
    ],
    ["it has no vote", ["was 91bc", first, line("c0ff", at.node.name, "started", true), third, "healthy"], false],
    ["it has not started", ["was 91bc", first, line("c0ff", "", "unstarted", true), third, "healthy"], false],
    ["another is missing", ["was 91bc", first, line("c0ff", at.node.name), "healthy"], false],
    ["it is not healthy", ["was 91bc", first, line("c0ff", at.node.name), third, "not healthy"], false],
    ["nothing is listed", ["was 91bc", "healthy"], false],
  ])("were changed where %s: %#", async (_, lines, proven) => {
    expect((await memberReplaced(told(...lines), at)).proven).toBe(proven);
  });

  it("may be those of before, where that is enough", async () => {
    const kept = [first, line("91bc", at.node.name), third];
    const proven = async (...lines: string[]) => (await memberReplaced(told(...lines), at, { mayBeKept: true })).proven;
    expect(await proven(...kept, "healthy")).toBe(true);
    expect(await proven(...kept, "not healthy")).toBe(false);
    expect(await proven("was 91bc", ...kept, "healthy")).toBe(false);
    expect(await proven(first, third, "healthy")).toBe(false);
  });

  it.each([
    ["whole", [first, line("91bc", at.node.name), third, "all healthy"], [3, 3, true]],
    ["not healthy", [first, line("91bc", at.node.name), third, "not all healthy"], [3, 3, false]],
    ["without a vote", [first, line("c0ff", at.node.name, "started", true), third, "all healthy"], [3, 2, true]],
    ["never started", [first, line("c0ff", "", "unstarted"), third, "all healthy"], [3, 2, true]],
  ])("are counted where one is %s", async (_, lines, [listed, voting, areHealthy]) => {
    expect(await membership(told(...lines), at.node.name)).toEqual({ listed, voting, areHealthy });
  });

  it("are told in words", async () => {
    const detail = async (...lines: string[]) => (await memberReplaced(told(...lines), at)).detail;
    expect(await detail("was 91bc", first, line("c0ff", at.node.name), third, "healthy")).toBe(
      "member c0ff in the place of 91bc, healthy",
    );
    expect(await detail("was 91bc", first, line("c0ff", at.node.name, "started", true), third, "not healthy")).toBe(
      "member c0ff in the place of 91bc, not healthy, 2 members with a vote of 3 on the list",
    );
    expect(await detail("was 91bc", first)).toBe("it is no member, 1 members with a vote of 1 on the list");
  });
});
