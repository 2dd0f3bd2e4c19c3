import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { known, projectFolder } from "../../src/scenario/catalogue.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { readDocuments, type ShownFile } from "../support/documents.ts";
import { context, recordingRuntime } from "../support/recording-runtime.ts";

/* Whatever file a guide shows is used here as its reader would use it: it is of the types, it loads, and it does what
 * the guide says of it. */
const guides = readDocuments().filter(({ file }) => dirname(file) === "docs/guides");
const shown = guides.flatMap(({ shown }) => shown);
const scenarios = shown.filter(({ path }) => path.startsWith("scenarios/"));
const sources = shown.filter(({ path }) => path.startsWith("src/"));
const all = await known();

let folder: string;
beforeAll(() => {
  // Inside of the project the name "kind-chaos" means the sources, for the compiler and for whoever imports.
  mkdirSync(join(projectFolder, "build"), { recursive: true });
  folder = mkdtempSync(join(projectFolder, "build/guides-"));
  for (const file of shown) write(file);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file as it is shown; a source file finds the others of `src` where they are. */
function write({ path, text }: ShownFile): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text.replaceAll('from "../', `from "${join(projectFolder, "src")}/`));
}

it("every guide's block of TypeScript or YAML says which file it is", () => {
  const blocks = guides.flatMap(({ text }) => [...text.matchAll(/^```(?:ts|yaml)$/gm)]);
  expect(blocks).toHaveLength(shown.length);
  expect(shown).toHaveLength(scenarios.length + sources.length);
  expect([scenarios.length, sources.length].every((count) => count > 0)).toBe(true);
});

it("every file in TypeScript is of the types", async () => {
  const config = { extends: join(projectFolder, "tsconfig.json"), include: ["**/*.ts"], exclude: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const { stdout, exitCode } = await execa("tsc", ["-p", folder], {
    cwd: projectFolder,
    preferLocal: true,
    reject: false,
  });
  expect([stdout, exitCode]).toEqual(["", 0]);
}, 60_000);

describe("scenarios", () => {
  it.each(scenarios.map(({ path }) => path))("%s loads, and asks for nothing that there is not", async (path) => {
    const { scenario } = await loadScenario(join(folder, path), all);
    expect(scenario.guarantees.length).toBeGreaterThan(1);
  });

  it("the first one is the same in both languages", async () => {
    const [first, other] = await Promise.all(
      ["leader-loss.ts", "leader-loss-too.yaml"].map((name) => loadScenario(join(folder, "scenarios", name), all)),
    );
    expect(other?.scenario).toEqual(first?.scenario);
  });
});

describe("the fault of one's own", () => {
  const at = context("worker");
  const captured = { pid: "71", startTime: "900" };
  const load = async () => {
    const [file = { path: "" }] = sources;
    const { default: fault } = await import(join(folder, file.path));
    expect(fault.name).toBe(basename(file.path, ".ts"));
    return fault;
  };
  const running = (line: string) => recordingRuntime({ pgrep: { stdout: `${line}\n`, exitCode: 0 } });

  it("remembers the process, and refuses to break what does not run or was stopped", async () => {
    const fault = await load();
    expect(await fault.capture(running("71 900 S"), at, {})).toEqual(captured);
    for (const line of ["", "71 900 T"])
      await expect(fault.capture(running(line), at, {})).rejects.toMatchObject({ code: "target-down" });
  });

  it.each([
    ["71 900 T", true, false],
    ["71 900 S", false, true],
    ["80 955 S", false, true],
    ["", false, false],
  ])("where the processes are %j it is active: %s, healed: %s", async (line, active, healed) => {
    const fault = await load();
    expect((await fault.active(running(line), at, {}, captured)).proven).toBe(active);
    expect((await fault.healed(running(line), at, {}, captured)).proven).toBe(healed);
    const [left] = fault.leftovers(at);
    expect(left.isLeft({ exitCode: 0, stdout: line, stderr: "" })).toBe(active);
  });
});
