import { describe, expect, it } from "vitest";
import { filterScenarios, isNamed } from "../../../src/command-line/scenario-choice.ts";
import { topologyFile } from "../../../src/scenario/catalogue.ts";
import type { LoadedScenario } from "../../../src/scenario/load-scenario.ts";

const scenario = (name: string, topology: string, ...tags: string[]) =>
  ({ name, scenario: { tags }, topology: { file: topologyFile(topology) } }) as unknown as LoadedScenario;

const library = [
  scenario("a", "ha-3cp-3w", "etcd", "quorum"),
  scenario("b", "single", "etcd"),
  scenario("c", "ha-3cp-3w", "worker"),
];
const chosen = (choice: Parameters<typeof filterScenarios>[1]) =>
  filterScenarios(library, choice).map(({ name }) => name);

describe("choosing scenarios", () => {
  it("takes all where nothing narrows it", () => expect(chosen({ all: true })).toEqual(["a", "b", "c"]));
  it("takes those with any of the tags", () => expect(chosen({ tag: ["quorum", "worker"] })).toEqual(["a", "c"]));
  it("takes those of a topology, by name or file", () => {
    expect(chosen({ topology: "single" })).toEqual(["b"]);
    expect(chosen({ topology: "kind-configs/single.yaml" })).toEqual(["b"]);
    expect(chosen({ topology: "single", tag: ["quorum"] })).toEqual([]);
  });
  it("knows the nearest tag", () => {
    expect(() => chosen({ tag: ["quorm"] })).toThrow('There is no tag "quorm": did you mean quorum?');
  });
  it("wants names or traits, not both and not nothing", () => {
    expect(isNamed(["a"], { topology: "single" })).toBe(true);
    expect(isNamed([], { topology: "single" })).toBe(false);
    expect(() => isNamed([], {})).toThrow("no scenario is chosen");
    expect(() => isNamed(["a"], { all: true })).toThrow("not both");
    expect(() => isNamed(["a"], { tag: ["etcd"] })).toThrow("not both");
  });
});
