import { expect, test } from "vitest";
import { checkExisting, type ExistingOptions } from "../../../src/command-line/existing-option.ts";

const both = { cluster: "shop", iOwnThisCluster: "shop" };

test("a cluster and its name once more are what is wanted, and neither is fine", () => {
  expect(() => checkExisting(both, ["baseline"], true)).not.toThrow();
  expect(() => checkExisting({}, [], true)).not.toThrow();
});

test("what breaks nothing needs nobody's word", () => {
  expect(() => checkExisting({ cluster: "shop" }, ["baseline"], false)).not.toThrow();
});

test.each<[string, ExistingOptions & Record<string, unknown>, string[], RegExp]>([
  ["nobody says whose it is", { cluster: "shop" }, ["a"], /yours to break, say so: --i-own-this-cluster shop$/],
  ["another name is repeated", { cluster: "shop", iOwnThisCluster: "shp" }, ["a"], /^--i-own-this-cluster shp is not/],
  ["no cluster is named", { iOwnThisCluster: "shop" }, ["a"], /goes with --cluster shop$/],
  ["a topology is wanted", { ...both, topology: "ha-3cp-3w" }, ["a"], /--topology is for clusters that kind-chaos/],
  ["several versions are wanted", { ...both, versions: ["1.36"] }, ["a"], /--versions is for/],
  ["a profile is wanted", { ...both, profile: "fast" }, ["a"], /--profile is for/],
  ["another is to be reused", { ...both, reuse: true }, ["a"], /--reuse is for/],
  ["a cure is wanted, too", { ...both, withCure: true }, ["a"], /--with-cure is for/],
  ["no scenario is named", both, [], /name the scenarios/],
])("it is refused where %s", (_, options, names, why) => {
  expect(() => checkExisting(options, names, true)).toThrow(why);
});

test("a flag that is off is not given", () => {
  const off: ExistingOptions & Record<string, unknown> = { ...both, keep: false };
  expect(() => checkExisting(off, ["a"], true)).not.toThrow();
});

test("what a config file says can be left out", () => {
  const configured = { read: { file: "kind-chaos.config.yaml" } } as unknown as ExistingOptions["configured"];
  const options: ExistingOptions & Record<string, unknown> = { ...both, keep: true, ...(configured && { configured }) };
  expect(() => checkExisting(options, ["a"], true)).toThrow(
    "--keep is for clusters that kind-chaos makes: leave one of them out, or leave out what kind-chaos.config.yaml says with --no-config",
  );
});
