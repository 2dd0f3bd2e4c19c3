import fc from "fast-check";
import { expect, test } from "vitest";
import { flagsIn } from "../../../src/model/command-flags.ts";

test("flags are read as programs read them", () => {
  expect(flagsIn(["etcd", "--name=a", "--data-dir", "/var/lib/etcd", "-v=2", "--quiet", "--a.b=c=d", "rest"])).toEqual([
    ["name", "a"],
    ["data-dir", "/var/lib/etcd"],
    ["v", "2"],
    ["quiet", "true"],
    ["a.b", "c=d"],
  ]);
});

test("a flag with any value is read as it was written", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/), fc.string(), (name, value) => {
      expect(flagsIn([`--${name}=${value}`])).toEqual([[name, value]]);
    }),
  );
});
