import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Suite, suiteSchema } from "../../../src/model/suite.ts";
import { projectFolder } from "../../../src/scenario/catalogue.ts";
import { readNamedSummary } from "../../../src/suite/summary-reader.ts";
import { type ShardFolders, writeShards } from "../../support/shard-folders.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const cli = (cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  execa(process.execPath, [join(projectFolder, "src/cli.ts"), ...args], { cwd, env, reject: false });
const filesOf = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), "utf8")]));

let shards: ShardFolders;
beforeAll(async () => {
  shards = await writeShards(mkdtempSync(join(tmpdir(), "kind-chaos-test-")), 3);
});
afterAll(() => rmSync(shards.folder, { recursive: true, force: true }));

describe("merge", () => {
  test("writes the summary of all in every form, the same to the byte in any order, and exits as one call would", async () => {
    const { folder, parts } = shards;
    const [one, other] = await Promise.all([
      cli(folder, ["merge", ...parts, "--output", "one/night"]),
      cli(folder, ["merge", ...parts.toReversed(), "--output", "two/night"]),
    ]);
    const suite = readNamedSummary(join(folder, "one/night"));
    expect(one.stderr).toBe("");
    expect([one.exitCode, other.exitCode]).toEqual([suite.exitCode, suite.exitCode]);
    expect(suite.runs.map(({ scenario }) => scenario)).toEqual(shards.scenarios);
    const files = filesOf(join(folder, "one/night"));
    expect(Object.keys(files).toSorted()).toEqual([
      "badge.svg",
      "index.html",
      "junit.xml",
      "summary.json",
      "summary.md",
    ]);
    expect(filesOf(join(folder, "two/night"))).toEqual(files);
    for (const { result } of suite.runs) expect(files["index.html"]).toContain(`/${result?.run}/`);
  });

  test("says which shard is missing, and is inconclusive", async () => {
    const { folder, parts } = shards;
    const { exitCode, stdout } = await cli(folder, ["merge", ...parts.slice(1), "--json", "--output", "lost"]);
    const suite: Suite = suiteSchema.parse(JSON.parse(stdout));
    expect({ exitCode, outcome: suite.outcome }).toEqual({
      exitCode: suite.exitCode,
      outcome: expect.not.stringMatching("pass"),
    });
    expect(suite.runs.filter(({ notRun }) => notRun === "shard 1/3 is missing").length).toBeGreaterThan(0);
    expect(readFileSync(join(folder, "lost/summary.md"), "utf8")).toContain("MISSING: shard 1/3");
  });

  test("counts a folder that is there twice once, and leaves out what was merged before", async () => {
    const { folder, parts } = shards;
    const twice = join(temporaryFolder(), "all");
    for (const part of parts) cpSync(join(folder, part), join(twice, part), { recursive: true });
    cpSync(join(folder, parts[0] ?? ""), join(twice, "again"), { recursive: true });
    const first = await cli(twice, ["merge", ".", "--output", "merged/x"]);
    const second = await cli(twice, ["merge", ".", "--output", "merged/x"]);
    expect(second.stderr).toBe("merged/x was merged before: it is left out\n".trim());
    expect(second.stdout).toBe(first.stdout);
    const whole = await cli(folder, ["merge", ...parts, "--json", "--output", "three/x"]);
    expect(JSON.parse(readFileSync(join(twice, "merged/x/summary.json"), "utf8"))).toEqual(JSON.parse(whole.stdout));
  });

  test("refuses to leave out a merged summary whose parts are not there, and to replace one of them", async () => {
    const { folder, parts } = shards;
    await cli(folder, ["merge", ...parts, "--output", "night"]);
    const alone = await cli(folder, ["merge", "night", parts[0] ?? "", "--output", "less"]);
    expect([alone.exitCode, alone.stderr]).toEqual([
      2,
      "chaos: night: it was merged of summaries that are not all here: name the folders of those, and leave it out",
    ]);
    const own = `${parts[0]}/suite-20261123T110000Z`;
    const over = await cli(folder, ["merge", ...parts, "--output", own]);
    expect([over.exitCode, over.stderr]).toEqual([
      2,
      `chaos: --output ${own}: one of the summaries that are merged is there, and would be replaced`,
    ]);
  });

  test("refuses what contradicts itself, or is no summary, in one line", async () => {
    const { folder, parts } = shards;
    const changed = join(temporaryFolder(), "changed");
    cpSync(join(folder, parts[0] ?? ""), changed, { recursive: true });
    const [suite = ""] = readdirSync(changed).filter((name) => name.startsWith("suite-"));
    const file = join(changed, suite, "summary.json");
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), durationMs: 1 }));
    const twice = await cli(folder, ["merge", ...parts, changed]);
    expect(twice.stderr).toMatch(/^chaos: .* are both shard 1\/3 of one call, and differ: leave one out$/);
    const broken = join(temporaryFolder(), "broken");
    mkdirSync(broken);
    for (const text of ["{", "{}", '{"version":2,"harness":"9.0.0"}']) {
      writeFileSync(join(broken, "summary.json"), text);
      const { exitCode, stderr } = await cli(folder, ["merge", broken]);
      expect({ exitCode, lines: stderr.split("\n").length }).toEqual({ exitCode: 2, lines: 1 });
      expect(stderr).toMatch(/^chaos: .*broken\/summary\.json is no (JSON|summary that this kind-chaos reads)/);
    }
  });

  test("adds to a step's summary, and writes what got worse since an earlier night, where something did", async () => {
    const { folder, parts } = shards;
    const step = join(temporaryFolder(), "step.md");
    await cli(folder, ["merge", ...parts, "--output", "before"]);
    const same = await cli(folder, ["merge", ...parts, "--output", "now", "--baseline", "before"]);
    expect(same.stdout).not.toContain("regressions.md");
    const fewer = await cli(
      folder,
      ["merge", ...parts.slice(1), "--output", "now", "--baseline", "before/summary.json"],
      {
        GITHUB_STEP_SUMMARY: step,
      },
    );
    expect(fewer.stdout).toContain("wrote      now/regressions.md");
    const text = readFileSync(join(folder, "now/regressions.md"), "utf8");
    expect(text).toContain("## No longer shown");
    expect(text).toMatch(/`npx kind-chaos [\w-]+ --topology /);
    expect(readFileSync(step, "utf8")).toContain(text.trim());
  });
});
