import { describe, expect, it } from "vitest";
import { membersAgree, nodesReady, podsReady, wholeSets } from "../../../../src/runner/observe/steady-state.ts";
import { threeMembers as members } from "../../../support/three-members.ts";

describe("steady state", () => {
  const conditions = (status: string) => [{ type: "Ready", status }];
  it("wants every node of the topology", () => {
    const node = { metadata: { name: "a" }, status: { conditions: conditions("True") } };
    expect(nodesReady([node], 1).ok).toBe(true);
    expect(nodesReady([node], 2)).toEqual({ ok: false, detail: "1 of 2 Ready" });
    expect(nodesReady([{ ...node, status: { conditions: conditions("Unknown") } }], 1)).toEqual({
      ok: false,
      detail: "not Ready: a",
    });
  });
  it("wants every pod that has not ended well, and at least one", () => {
    expect(podsReady([]).ok).toBe(false);
    expect(
      podsReady([
        { metadata: { name: "done" }, status: { phase: "Succeeded" } },
        { metadata: { name: "up" }, status: { phase: "Running", conditions: conditions("True") } },
      ]).ok,
    ).toBe(true);
    expect(
      podsReady([{ metadata: { name: "crash" }, status: { phase: "Running", conditions: conditions("False") } }])
        .detail,
    ).toBe("not Ready: crash");
  });
  it("wants all of the run's own workload, as its controllers have seen it", () => {
    const set = (readyReplicas: number, observedGeneration = 2) => ({
      metadata: { name: "workload", generation: 2 },
      spec: { replicas: 3 },
      status: { observedGeneration, readyReplicas },
    });
    expect(wholeSets([set(3)])).toEqual({ ok: true, detail: "Ready: workload 3 of 3" });
    expect(wholeSets([set(3), set(2)]).ok).toBe(false);
    expect(wholeSets([set(3, 1)]).ok).toBe(false);
    expect(wholeSets([])).toEqual({ ok: true, detail: "none" });
  });
  it("wants one leader, one term and every member", () => {
    expect(membersAgree(members, [], 3).ok).toBe(true);
    expect(membersAgree(members.slice(1), [], 3).ok).toBe(false);
    expect(
      membersAgree(
        members.map((member) => ({ ...member, leaderId: "0" })),
        [],
        3,
      ).ok,
    ).toBe(false);
    expect(
      membersAgree(
        members.map((member, term) => ({ ...member, term })),
        [],
        3,
      ).ok,
    ).toBe(false);
    expect(membersAgree(members, ["control-plane: refused"], 3).ok).toBe(false);
  });
});
