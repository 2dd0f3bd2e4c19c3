import { expect, test } from "vitest";
import { checkCure } from "../../../../src/scenario/validation/cure.ts";

test("a cure is another scenario that is there", () => {
  expect(() => checkCure({}, "mine")).not.toThrow();
  expect(() => checkCure({ cure: "etcd-minority" }, "mine")).not.toThrow();
  expect(() => checkCure({ cure: "mine" }, "mine")).toThrow("cure: a scenario is no cure of itself");
  expect(() => checkCure({ cure: "etcd-minorty" }, "mine")).toThrow(
    /cure: There is no scenario.*did you mean etcd-minority/,
  );
});

test("where there is none it is said why, and not beside one", () => {
  expect(() => checkCure({ noCure: "a second one" }, "mine")).not.toThrow();
  expect(() => checkCure({ cure: "etcd-minority", noCure: "a second one" }, "mine")).toThrow(
    "noCure: its cure is etcd-minority: leave one of them out",
  );
});
