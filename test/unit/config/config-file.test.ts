import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { readConfig } from "../../../src/config/config-file.ts";
import { baselinesOf, scenariosOf, settingOf, settings } from "../../../src/config/settings.ts";
import { UsageError } from "../../../src/model/errors.ts";
import { hostileText } from "../../support/hostile-texts.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

function written(text: string, name = "kind-chaos.config.yaml"): string {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

async function problemOf(text: string, name?: string): Promise<string> {
  const error: unknown = await readConfig(written(text, name)).catch((thrown: unknown) => thrown);
  if (!(error instanceof Error)) return "none";
  expect(error).toBeInstanceOf(UsageError);
  expect(error.message).not.toContain("\n");
  return error.message;
}

const good = `# yaml-language-server: $schema=node_modules/kind-chaos/docs/config.schema.json
scenarios: [etcd-minority, ./mine.yaml]
reports: nightly/reports
notify: [env:CHAT]
limits:
  - scenario: etcd-minority
    guarantee: max-outage write/api/* during leader-kill
    limit: { derived: etcd-election, plus: 2s }
    reason: a slow disk
run:
  repeat: 3
  failFast: true
  readyTimeout: 8m
`;

describe("a config file", () => {
  it("says values with their lines, and files from where it is", async () => {
    const file = written(good);
    const read = await readConfig(file);
    expect(read?.config.run).toEqual({ repeat: 3, failFast: true, readyTimeout: "8m" });
    expect(read?.whereIs(["run", "repeat"])).toMatch(/kind-chaos\.config\.yaml:11$/);
    expect(read?.whereIs(["limits", 0])).toMatch(/:6$/);
    const of = { config: read?.config ?? {}, folder: join(process.cwd(), "ci"), whereIs: () => "c:2" };
    const named = (scenarios: string[], folder = of.folder) => scenariosOf({ ...of, config: { scenarios }, folder });
    const own = "test/e2e/scenarios/leader-killed.yaml";
    expect(named(["etcd-minority", `../${own}`])).toEqual(["etcd-minority", own]);
    expect(named([`./${own}`], process.cwd())).toEqual([own]);
    expect(() => named(["./mine.yaml"])).toThrow(/^c:2: \.\/mine\.yaml: there is no such scenario file/);
    expect(() => named(["etcd-minorty"])).toThrow(
      /^c:2: There is no scenario "etcd-minorty": did you mean etcd-minority/,
    );
    expect(
      settings.flatMap((setting) =>
        settingOf(of, setting) === undefined ? [] : [[setting.option, settingOf(of, setting)]],
      ),
    ).toEqual([
      ["reports", "ci/nightly/reports"],
      ["notify", ["env:CHAT"]],
      ["repeat", 3],
      ["failFast", true],
      ["readyTimeout", "8m"],
    ]);
  });

  it("is TypeScript, too", async () => {
    const text = 'import { defineConfig } from "kind-chaos";\nexport default defineConfig({ run: { repeat: 2 } });\n';
    const read = await readConfig(written(text, "kind-chaos.config.ts"));
    expect(read?.config).toEqual({ run: { repeat: 2 } });
    expect(await problemOf(text.replace("repeat", "repaet"), "a.ts")).toMatch(
      /a\.ts: run\.repaet: There is no key "repaet": did you mean repeat\?/,
    );
    expect(await problemOf("export default () => 1;", "b.ts")).toMatch(/b\.ts: is a function/);
    expect(await problemOf("export const x = 1;", "c.ts")).toMatch(/c\.ts: it has no default export: defineConfig/);
  });

  it.each<[RegExp, string]>([
    [
      /yaml:2: scenarois: There is no key "scenarois": did you mean scenarios\?/,
      good.replace("scenarios:", "scenarois:"),
    ],
    [/yaml:11: run\.repaet: There is no key "repaet": did you mean repeat\?/, good.replace("repeat", "repaet")],
    [/yaml:6: limits\[0\]\.reason: is missing/, good.replace(/ +reason.*\n/, "")],
    [/yaml:11: run\.repeat: /, good.replace("repeat: 3", "repeat: 0")],
    [/yaml:13: run\.readyTimeout: is not a duration/, good.replace("8m", "soon")],
    [
      /yaml:8: limits\[0\]\.limit\.derived: There is no derived "etcd": did you mean .*etcd-election/,
      good.replace("etcd-election", "etcd"),
    ],
    [/yaml:3: Map keys must be unique/, good.replace("reports:", "scenarios: [a]\nreports:")],
    [/yaml:3: the tag !env means nothing here/, good.replace("nightly/reports", "!env REPORTS")],
    [/yaml:1: .*/, "- a"],
    [/config\.yaml: %YAML 1\.1 gives words and keys other meanings/, "%YAML 1.1\n---\nrun: { keep: yes }\n"],
    [/yaml:9: limits\[0\]\.reason: says nothing/, good.replace("a slow disk", '" "')],
    [/^none$/, ""],
    [/^none$/, good],
  ])("is refused with its place: %s", async (expected, text) => {
    expect(await problemOf(text)).toMatch(expected);
  });

  it("is refused in one line, or read, whatever is in it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(hostileText, fc.json(), fc.string()), async (text) => {
        const problem = await problemOf(text);
        expect(problem === "none" || problem.includes("kind-chaos.config.yaml")).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it("is not passed over in the working folder where it leads nowhere, or is of another tool's kind", async () => {
    const before = process.cwd();
    onTestFinished(() => process.chdir(before));
    const inFolder = (name: string, make: (file: string) => void) => {
      const folder = temporaryFolder();
      process.chdir(folder);
      make(join(folder, name));
      return readConfig(undefined);
    };
    await expect(inFolder("kind-chaos.config.yaml", (file) => symlinkSync("/no/such", file))).rejects.toThrow(
      /kind-chaos\.config\.yaml: there is no such file/,
    );
    await expect(inFolder("kind-chaos.config.json", (file) => writeFileSync(file, "{}"))).rejects.toThrow(
      /^kind-chaos\.config\.json: a config file is \.yaml or \.ts/,
    );
    expect(await inFolder("kind-chaos.config.yaml~", (file) => writeFileSync(file, ""))).toBeUndefined();
  });

  it("names baselines by scenarios that there are, each once", () => {
    const of = (baselines: Readonly<Record<string, string>>) =>
      baselinesOf({ config: { baselines }, folder: process.cwd(), whereIs: () => "c:2" });
    const own = "./test/e2e/scenarios/leader-killed.yaml";
    expect([...of({ "etcd-minority": "runs/a", [own]: "runs/b", monitor: "/m" })]).toEqual([
      ["etcd-minority", "runs/a"],
      ["leader-killed", "runs/b"],
      ["monitor", relative(process.cwd(), "/m")],
    ]);
    expect(() => of({ "etcd-minorty": "a" })).toThrow(/^c:2: There is no scenario "etcd-minorty": did you mean/);
    expect(() => of({ "etcd-minority": "a", "./scenarios/etcd-minority.ts": "b" })).toThrow(/^c:2: .* is there twice/);
  });

  it("must be there where it is named, and be of a kind that is known", async () => {
    await expect(readConfig("no-such.yaml")).rejects.toThrow(/--config no-such\.yaml: there is no such file/);
    expect(await problemOf("{}", "a.json")).toMatch(/a config file is \.yaml or \.ts/);
  });
});
