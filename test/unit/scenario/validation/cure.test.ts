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
