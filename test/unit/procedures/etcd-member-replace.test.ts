import { describe, expect, it } from "vitest";
import memberReplace from "../../../src/procedures/etcd-member-replace.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const here = { ...context("control-plane2"), namespace: "kind-chaos-x" };

describe("etcd-member-replace", () => {
  it("asks whether the member can be missed, gives the lead away, and does all of it on the node of the member", () => {
    const actions = memberReplace.actions(here, {});
    expect(actions.map((action) => action.do === "exec" && action.part)).toEqual([
      "whether the member can be missed",
      "the lead given away",
      "the member noted",
      "the member stopped",
      "the old member removed",
      "its data deleted",
      "a new member added",
      "the new member given a vote",
    ]);
    expect(memberReplace.losesMember).toBe(true);
    expect(new Set(actions.map(({ node }) => node))).toEqual(new Set([here.node.name]));
  });

  it("is done when another member is in its place, and the API server beside it is ready", async () => {
    const list = ["control-plane", "control-plane2", "control-plane3"].map(
      (short, index) => `a${index}, started, kc-x-${short}, https://x:2380, https://x:2379, false`,
    );
    const done = (was: string, readyz: string) => {
      const members = { stdout: [was, ...list, "healthy"].join("\n") };
      return memberReplace.done(recordingRuntime({ readyz: { stdout: readyz }, "member list": members }), here, {});
    };
    expect((await done("was 91bc", "200")).proven).toBe(true);
    expect((await done("was 91bc", "500")).proven).toBe(false);
    expect((await done("was 91bc", "000")).proven).toBe(false);
    expect((await done("was a1", "200")).proven).toBe(false);
  });

  it("finds one that is half replaced on every control plane", () => {
    const looks = memberReplace.brokenOff?.(here.cluster) ?? [];
    expect(looks.map(({ node }) => node)).toEqual(["kc-x-control-plane", "kc-x-control-plane2", "kc-x-control-plane3"]);
  });
});
