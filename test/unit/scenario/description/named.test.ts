import { describe, expect, it } from "vitest";
import { describedKinds } from "../../../../src/scenario/description/description.ts";
import { kindOfWord, namedBy, namesOfKind } from "../../../../src/scenario/description/named.ts";

describe("what a person means by a name", () => {
  it.each([
    [["etcd-minority"], { kind: "scenario", name: "etcd-minority" }],
    [["node-kill"], { kind: "fault", name: "node-kill" }],
    [["fault", "node-kill"], { kind: "fault", name: "node-kill" }],
    [["faults", "node-kill"], { kind: "fault", name: "node-kill" }],
    [["topologies", "single"], { kind: "topology", name: "single" }],
    [["./mine.ts"], { kind: "scenario", name: "./mine.ts" }],
    [["scenario", "a/b.ts"], { kind: "scenario", name: "a/b.ts" }],
    [["quorum"], { kind: "tag", name: "quorum" }],
  ])("%j", (words, named) => expect(namedBy(words)).toEqual(named));

  it.each([
    [["node-kil"], /^Nothing is called "node-kil": did you mean fault node-kill/],
    [["fault", "node-kil"], /^There is no fault "node-kil": did you mean node-kill/],
    [["falt", "node-kill"], /^There is no kind "falt": did you mean fault/],
    [["zzzzzzzzzzzzzzzz"], /"npx kind-chaos list" shows what there is$/],
    [["a", "b", "c"], /one thing is described/],
  ])("%j is refused with what is near", (words, message) => {
    expect(() => namedBy(words)).toThrow(message);
  });

  it("can be everything that there is, with its kind", () => {
    for (const kind of describedKinds)
      for (const name of namesOfKind(kind)) expect(namedBy([kind, name])).toEqual({ kind, name });
    expect(kindOfWord("etcd-minority")).toBeUndefined();
  });
});
