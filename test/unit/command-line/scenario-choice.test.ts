import { describe, expect, it } from "vitest";
import type { Configured } from "../../../src/command-line/config-option.ts";
import { filterScenarios, isNamed, withCures } from "../../../src/command-line/scenario-choice.ts";
import { known, topologyFile } from "../../../src/scenario/catalogue.ts";
import { type LoadedScenario, loadScenarios } from "../../../src/scenario/load-scenario.ts";

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

describe("scenarios with their cures", () => {
  it("have them at the end, each once, on topologies of their own", async () => {
    const loaded = await loadScenarios(["two-members", "single-replica", "co-located-replicas"], known());
    const all = await withCures(loaded, { withCure: true });
    expect(all.map(({ name, topology }) => [name, topology.name])).toEqual([
      ["two-members", "two-control-planes"],
      ["single-replica", "ha-3cp-3w"],
      ["co-located-replicas", "ha-3cp-3w"],
      ["etcd-minority", "ha-3cp-3w"],
      ["worker-kill", "ha-3cp-3w"],
    ]);
  });
  it("are not mixed up with a file that is called like one", async () => {
    const [loaded] = await loadScenarios(["two-members"], known());
    const called = { ...loaded, name: "etcd-minority", file: import.meta.filename, scenario: {} } as LoadedScenario;
    await expect(withCures([loaded as LoadedScenario, called], { withCure: true })).rejects.toThrow(
      "both are called etcd-minority, rename one",
    );
  });
  it("are not asked for where nobody does", async () => expect(await withCures(library, {})).toBe(library));
  it.each([
    [{ shard: { index: 1, of: 2 } }, "leave out --shard"],
    [{ versions: ["1.36", "1.37"] }, "--kubernetes instead of --versions"],
    [{ topology: "single" }, "leave out --topology"],
    [{ app: ["app.yaml"] }, "leave out --app"],
    [{ appNamespace: "shop" }, "leave out --app"],
    [{}, "none of these scenarios names a cure"],
  ])("are refused where a pair cannot be whole: %j", async (choice, words) => {
    await expect(withCures(library, { withCure: true, ...choice })).rejects.toThrow(words);
  });
  it("are refused beside a topology of a config file, which is named", async () => {
    const read = { file: "kind-chaos.config.yaml", config: { run: { topology: "single" } } };
    const configured = { read } as unknown as Configured;
    await expect(withCures(library, { withCure: true, topology: "single", configured })).rejects.toThrow(
      "leave out --topology, or what kind-chaos.config.yaml says with --no-config",
    );
  });
});
