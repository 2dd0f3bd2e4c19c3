import { describe, expect, it } from "vitest";
import controlPlaneReplace from "../../../src/procedures/control-plane-replace.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const here = { ...context("control-plane2"), namespace: "kind-chaos-x" };

describe("control-plane-replace", () => {
  it("has the loss and each part of the way back as parts of its own", () => {
    const actions = controlPlaneReplace.actions(here, {});
    expect(actions.flatMap((action) => (action.do === "exec" ? (action.part ?? []) : []))).toEqual([
      "the node noted",
      "the node lost",
      "its member and its Node removed",
      "a token made",
      "a new node joined",
      "the token taken back",
      "whole again",
    ]);
    expect(controlPlaneReplace.restarts?.(here)).toEqual([here.node]);
    expect(controlPlaneReplace.losesMember).toBe(true);
  });

  it("is done when member, Node and certificate are others, and its API server is ready", async () => {
    const list = ["control-plane", "control-plane2", "control-plane3"].map(
      (short, index) => `a${index}, started, kc-x-${short}, https://x:2380, https://x:2379, false`,
    );
    const members = { stdout: ["was 91bc", ...list, "healthy"].join("\n") };
    const seen = (uid: string, certificate: string, readyz: string) =>
      ["was uid u1", "was certificate c1", `has uid ${uid}`, `has certificate ${certificate}`, `readyz ${readyz}`].join(
        "\n",
      );
    const done = (stdout: string) =>
      controlPlaneReplace.done(recordingRuntime({ "has uid": { stdout }, "member list": members }), here, {});
    expect(await done(seen("u2", "c2", "200"))).toEqual({
      proven: true,
      detail: "member a1 in the place of 91bc, healthy, another Node, another certificate, its API server is ready",
    });
    for (const other of [
      seen("u1", "c2", "200"),
      seen("u2", "c1", "200"),
      seen("u2", "c2", "500"),
      seen("", "", "000"),
    ])
      expect((await done(other)).proven).toBe(false);
  });

  it("is not done by a new member alone, and not without one", async () => {
    const members = { stdout: "a1, started, kc-x-control-plane2, https://x:2380, https://x:2379, false\nhealthy" };
    expect((await controlPlaneReplace.done(recordingRuntime({ "member list": members }), here, {})).proven).toBe(false);
  });

  it("finds one that is half replaced on every control plane, where there are several", () => {
    const looks = controlPlaneReplace.brokenOff?.(here.cluster);
    expect(looks?.map(({ node }) => node)).toEqual([
      "kc-x-control-plane",
      "kc-x-control-plane2",
      "kc-x-control-plane3",
    ]);
    const single = { ...here.cluster, nodes: here.cluster.nodes.slice(0, 1) };
    expect(controlPlaneReplace.brokenOff?.(single)).toEqual([]);
  });
});
