import { describe, expect, it } from "vitest";
import { withPrimary } from "../../../../src/scenario/validation/primary.ts";

const guarantees = ["max-outage write", "max-outage read", "leader-within", "no-lost-writes"].map((id) => ({
  id,
  guarantee: id.split(" ")[0] as string,
  params: {},
}));

describe("the primary guarantees of a scenario", () => {
  it("are marked, and the others are as they were", () => {
    const marked = withPrimary(guarantees, ["leader-within"]);
    expect(marked.filter(({ primary }) => primary).map(({ id }) => id)).toEqual(["leader-within"]);
    expect(withPrimary(guarantees)).toEqual(guarantees);
  });

  it("can be named by what only one of them is", () => {
    const short = [{ id: "leader-within during kill", guarantee: "leader-within", params: {} }];
    expect(withPrimary(short, ["leader-within"])[0]?.primary).toBe(true);
    expect(() => withPrimary(guarantees, ["max-outage"])).toThrow(/"max-outage write", "max-outage read"/);
  });

  it("are refused with the nearest where there is none of that id", () => {
    expect(() => withPrimary(guarantees, ["leader-wihtin"])).toThrow(/primary\[0\].*leader-within/);
  });

  it("are three at most, each once", () => {
    expect(() =>
      withPrimary(
        guarantees,
        guarantees.map(({ id }) => id),
      ),
    ).toThrow(/at most 3/);
    expect(() => withPrimary(guarantees, ["leader-within", "leader-within"])).toThrow(/primary\[1\].*twice/);
  });
});
