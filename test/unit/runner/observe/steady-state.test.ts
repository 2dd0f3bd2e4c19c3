import { describe, expect, it } from "vitest";
import { membersAgree, membersListed } from "../../../../src/runner/observe/members-agree.ts";
import type { PodSet } from "../../../../src/runner/observe/pod-sets.ts";
import { nodesReady, podsReady, systemSetsWhole } from "../../../../src/runner/observe/steady-state.ts";
import { threeMembers as members } from "../../../support/three-members.ts";

const conditions = (status: string) => [{ type: "Ready", status }];

describe("steady state of nodes and system pods", () => {
  const node = (name: string, ready = "True") => ({ metadata: { name }, status: { conditions: conditions(ready) } });

  it("wants every node by its name, and no other", () => {
    expect(nodesReady([node("a"), node("b")], ["a", "b"])).toEqual({ ok: true, detail: "2 of 2 Ready" });
    expect(nodesReady([node("a")], ["a", "b"])).toEqual({ ok: false, detail: "not there: b" });
    expect(nodesReady([node("a"), node("c")], ["a", "b"])).toEqual({
      ok: false,
      detail: "not there: b; not of the cluster: c",
    });
    expect(nodesReady([node("a"), node("c")], ["a"])).toEqual({ ok: false, detail: "not of the cluster: c" });
    expect(nodesReady([node("a", "Unknown")], ["a"])).toEqual({ ok: false, detail: "not Ready: a" });
    expect(nodesReady([node("a", "False")], ["a", "b"]).detail).toBe("not there: b; not Ready: a");
    expect(nodesReady([], []).ok).toBe(false);
  });

  const pod = (name: string, ready = "True", phase = "Running") => ({
    metadata: { name },
    status: { phase, conditions: conditions(ready) },
  });

  it("wants every static pod by its name, and every pod Ready that has not ended well", () => {
    expect(podsReady([], []).ok).toBe(false);
    expect(podsReady([pod("done", "False", "Succeeded"), pod("up")], ["up"]).ok).toBe(true);
    expect(podsReady([pod("up")], ["up", "etcd-a"])).toEqual({ ok: false, detail: "not there: etcd-a" });
    expect(podsReady([pod("crash", "False")], []).detail).toBe("not Ready: crash");
    expect(podsReady([pod("waits", "False")], ["scheduler"]).detail).toBe("not there: scheduler; not Ready: waits");
  });

  it("wants no DaemonSet fewer than there were, whatever their names are", () => {
    const set = (name: string): PodSet => ({
      namespace: "kube-system",
      kind: "DaemonSet",
      name,
      wanted: 0,
      seen: true,
    });
    const fine = { ok: true, detail: "2 Ready" };
    const expected = { sets: [], daemonSets: 2 };
    expect(systemSetsWhole(expected, [set("kube-proxy"), set("podnet")], [], fine)).toBe(fine);
    expect(systemSetsWhole(expected, [set("kube-proxy")], [], fine)).toEqual({
      ok: false,
      detail: "1 of 2 DaemonSets are there",
    });
  });
});

describe("steady state of etcd", () => {
  const names = members.map(({ node }) => node);
  const agree = (told: typeof members, missing: readonly string[] = []) => membersAgree(told, missing, names);

  it("wants one leader, one term and every member, each itself and with a vote", () => {
    expect(agree(members).ok).toBe(true);
    expect(agree(members.slice(1))).toEqual({ ok: false, detail: "not there: control-plane" });
    expect(agree(members.map((member) => ({ ...member, leaderId: "0" }))).ok).toBe(false);
    expect(agree(members.map((member) => ({ ...member, leaderId: "77" }))).ok).toBe(false);
    expect(agree(members.map((member, term) => ({ ...member, term }))).ok).toBe(false);
    expect(agree(members, ["control-plane: refused"]).ok).toBe(false);
    expect(agree(members.map((member) => ({ ...member, memberId: "11" })))).toEqual({
      ok: false,
      detail: "3 answers of 1 members",
    });
    expect(agree(members.map((member, index) => ({ ...member, learner: index === 2 })))).toEqual({
      ok: false,
      detail: "without a vote: control-plane3",
    });
    expect(membersAgree([], [], []).ok).toBe(false);
  });

  const listed = members.map(({ memberId, node: name }) => ({ memberId, name, learner: false }));
  it.each([
    ["the same", listed, undefined],
    ["one more", [...listed, { memberId: "99", name: "", learner: false }], "listed but not of the cluster: 99"],
    ["one less", listed.slice(1), "not listed by etcd: 10"],
    [
      "one without a vote",
      listed.map((one, index) => ({ ...one, learner: index === 0 })),
      "without a vote: control-plane",
    ],
  ])("wants etcd to list the members that answered: %s", (_, list, detail) => {
    expect(membersListed(members, list)).toEqual(detail === undefined ? undefined : { ok: false, detail });
  });
});
