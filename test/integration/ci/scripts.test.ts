import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectFolder } from "../../../src/scenario/catalogue.ts";
import { turnOf } from "../../../tools/ci/turn.ts";
import { sabotageNames } from "../../../tools/sabotage/sabotages.ts";
import { type ShardFolders, writeShards } from "../../support/shard-folders.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

let shards: ShardFolders;
let whole: ShardFolders;
beforeAll(async () => {
  shards = await writeShards(mkdtempSync(join(tmpdir(), "kind-chaos-test-")), 3);
  whole = await writeShards(mkdtempSync(join(tmpdir(), "kind-chaos-test-")), 1);
});
afterAll(() => {
  for (const { folder } of [shards, whole]) rmSync(folder, { recursive: true, force: true });
});

/** What a job has around it: a folder, the files that GitHub names, and this Node. */
interface JobFolder {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

function jobFolder(): JobFolder {
  const folder = temporaryFolder();
  const env = {
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    GITHUB_OUTPUT: join(folder, "output"),
    GITHUB_STEP_SUMMARY: join(folder, "step.md"),
    GITHUB_RUN_ID: "4711",
    CI: "true",
    NO_COLOR: "1",
  };
  return { folder, env };
}

/**
 * Stands in the command's place where there is no cluster: of `run` it keeps the words, and leaves what recorded runs
 * left; everything else is the command itself.
 */
function withoutClusters({ folder }: JobFolder, left: string, exitCode: number): string {
  const program = join(folder, "without-clusters");
  const cli = `${process.execPath} ${join(projectFolder, "src/cli.ts")}`;
  const text = `#!/usr/bin/env bash
set -eu
if [ "$1" != run ]; then exec ${cli} "$@"; fi
printf '%s\\n' "$@" '' >>"${join(folder, "called")}"
mkdir -p "\${@: -1}"
cp -r "${left}/." "\${@: -1}"
exit ${exitCode}
`;
  writeFileSync(program, text, { mode: 0o755 });
  return program;
}

function script(job: JobFolder, name: string, env: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const path = join(projectFolder, "tools/ci", name);
  return execa(path, words, { cwd: job.folder, env: { ...job.env, ...env }, reject: false });
}

const read = (job: JobFolder, file: string) => readFileSync(join(job.folder, file), "utf8");
const outputsOf = (job: JobFolder) =>
  Object.fromEntries(
    read(job, "output")
      .trim()
      .split("\n")
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
const calledWords = (job: JobFolder) =>
  read(job, "called")
    .trimEnd()
    .split("\n\n")
    .map((words) => words.split("\n").slice(0, -2));

describe("run.sh", () => {
  test("gives run what its variables say, and leaves one summary, its outputs and its step summary", async () => {
    const job = jobFolder();
    const KIND_CHAOS = withoutClusters(job, join(whole.folder, "shard-1"), 3);
    const { exitCode } = await script(job, "run.sh", {
      KIND_CHAOS,
      ...{
        SCENARIOS: "etcd-minority,\n  ./mine.ts",
        VERSIONS: "1.37",
        KIND_VERSION: "0.33",
        PROFILE: "fast",
        REPEAT: "2",
      },
      ...{ DEADLINE: "50m", RETRY_INCONCLUSIVE: "2", ALLOW_INCONCLUSIVE: "true", TOPOLOGY: "", QUARANTINE: "q.yaml" },
    });
    expect(calledWords(job)).toEqual([
      [
        ...[
          "run",
          "--shard",
          "1/1",
          "--seed",
          "4711",
          "etcd-minority",
          "./mine.ts",
          "--kind",
          "0.33",
          "--profile",
          "fast",
        ],
        ...["--repeat", "2", "--deadline", "50m", "--retry-inconclusive", "2", "--quarantine", "q.yaml"],
        ...["--allow-inconclusive", "--kubernetes", "1.37"],
      ],
    ]);
    const { outcome, report, regressed } = outputsOf(job);
    const summary = JSON.parse(read(job, join(report ?? "", "summary.json")));
    expect({ outcome, regressed, exitCode }).toEqual({
      outcome: summary.outcome,
      regressed: "false",
      exitCode: summary.exitCode,
    });
    expect(read(job, "step.md")).toContain(read(job, join(report ?? "", "summary.md")).trim());
  });

  test("all flags that it gives are run's own", async () => {
    const job = jobFolder();
    await script(job, "run.sh", {
      KIND_CHAOS: withoutClusters(job, join(whole.folder, "shard-1"), 0),
      ...{
        SCENARIOS: "all tag:etcd",
        KIND_VERSION: "0.33",
        PROFILE: "fast",
        TOPOLOGY: "ha-3cp-3w",
        REPEAT: "2",
        SEED: "7",
      },
      ...{ DEADLINE: "50m", RETRY_INCONCLUSIVE: "2", ALLOW_INCONCLUSIVE: "true" },
    });
    // config takes the flags of run, and refuses any other.
    const [[, ...words] = []] = calledWords(job);
    const config = await execa(process.execPath, [join(projectFolder, "src/cli.ts"), "config", ...words, "--print"], {
      reject: false,
    });
    expect({ exitCode: config.exitCode, stderr: config.stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(words).toEqual(expect.arrayContaining(["--all", "--tag", "etcd"]));
  });

  test("takes nothing in a variable for a program or an option", async () => {
    const job = jobFolder();
    const ifs = ["$", "{IFS}"].join("");
    const hostile = `$(touch${ifs}x) \`touch y\`;touch z "'* `;
    const KIND_CHAOS = withoutClusters(job, join(whole.folder, "shard-1"), 0);
    await script(job, "run.sh", { KIND_CHAOS, SCENARIOS: hostile, PROFILE: hostile, SEED: hostile, VERSIONS: "" });
    const [words = []] = calledWords(job);
    expect(words).toEqual(expect.arrayContaining([`$(touch${ifs}x)`, "`touch", "y`;touch", "z", "\"'*", hostile]));
    expect(readdirSync(job.folder).toSorted()).toEqual(["called", "output", "reports", "step.md", "without-clusters"]);
    const option = await script(jobFolder(), "run.sh", { KIND_CHAOS, SCENARIOS: "etcd-minority --keep" });
    expect([option.exitCode, option.stderr]).toEqual([2, "SCENARIOS: --keep is no scenario"]);
  });

  test("a shard leaves its own summary, which merge.sh makes one of", async () => {
    const job = jobFolder();
    const codes = [];
    for (const [index, part] of shards.parts.entries()) {
      const KIND_CHAOS = withoutClusters(job, join(shards.folder, part), 1);
      const env = { KIND_CHAOS, SHARD: `${index + 1}/3`, REPORTS: `artifacts/night-${index}` };
      codes.push((await script(job, "run.sh", env)).exitCode);
    }
    expect(codes).toEqual([1, 1, 1]);
    rmSync(job.env.GITHUB_OUTPUT ?? "");
    const kept = join(job.folder, ".cache/night/summary.json");
    const env = { EXPECT: "3", BASELINE: kept, SUMMARY: kept };
    const merged = await script(job, "merge.sh", env);
    const summary = JSON.parse(readFileSync(kept, "utf8"));
    expect(merged.exitCode).toBe(summary.exitCode);
    expect(summary.runs.map((run: { scenario: string }) => run.scenario)).toEqual(shards.scenarios);
    expect(outputsOf(job)).toEqual({ outcome: summary.outcome, report: "reports/nightly", regressed: "false" });
    // The next night one shard is lost: what passed is no longer shown.
    rmSync(join(job.folder, "artifacts/night-0"), { recursive: true });
    const next = await script(job, "merge.sh", env);
    expect(outputsOf(job).regressed).toBe("true");
    expect(next.exitCode).not.toBe(0);
    expect(existsSync(join(job.folder, "reports/nightly/regressions.md"))).toBe(true);
  });

  test("says that nothing came where the command itself refused, and exits as it did", async () => {
    const job = jobFolder();
    const { exitCode, stderr } = await script(job, "run.sh", { SCENARIOS: "etcd-minorty" });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('There is no scenario "etcd-minorty"');
    expect(outputsOf(job).outcome).toBe("none");
  });

  test("of several versions the worst code counts, and one that left nothing is missing", async () => {
    const job = jobFolder();
    const KIND_CHAOS = withoutClusters(job, join(job.folder, "nothing"), 2);
    mkdirSync(join(job.folder, "nothing"));
    const { exitCode } = await script(job, "run.sh", { KIND_CHAOS, VERSIONS: "1.36 1.37" });
    expect(exitCode).toBe(2);
    expect(calledWords(job).map((words) => words.at(-1))).toEqual(["1.36", "1.37"]);
  });

  test("a shard is one of all scenarios on all versions, cut by an earlier night", async () => {
    const job = jobFolder();
    const KIND_CHAOS = withoutClusters(job, join(shards.folder, shards.parts[0] ?? ""), 3);
    const env = { KIND_CHAOS, SCENARIOS: "lb-kill", SHARD: "1/2", DURATIONS: "before.json" };
    await script(job, "run.sh", { ...env, VERSIONS: "1.36, 1.37" });
    await script(job, "run.sh", { ...env, VERSIONS: "1.36" });
    const words = ["run", "--shard", "1/2", "--seed", "4711", "lb-kill"];
    expect(calledWords(job)).toEqual([
      [...words, "--versions", "1.36 1.37", "--durations", "before.json"],
      [...words, "--durations", "before.json", "--kubernetes", "1.36"],
    ]);
  });
});

describe("what is not there is never taken for a pass", () => {
  /** A command that does nothing but exit. */
  function exiting(job: JobFolder, line: string): string {
    const program = join(job.folder, "exiting");
    writeFileSync(program, `#!/usr/bin/env bash\n${line}\n`, { mode: 0o755 });
    return program;
  }

  test.each(["1/1", "2/3"])("run.sh of %s: a command that exits with 0 and leaves nothing", async (SHARD) => {
    const job = jobFolder();
    const { exitCode, stderr } = await script(job, "run.sh", { KIND_CHAOS: exiting(job, "exit 0"), SHARD });
    expect([exitCode, stderr, outputsOf(job).outcome]).toEqual([2, "no summary was left", "none"]);
    expect(outputsOf(job).report).not.toContain("*");
  });

  test("run.sh keeps the code of a run whose summary cannot be read", async () => {
    const job = jobFolder();
    const left = join(job.folder, "left/suite-1");
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, "summary.json"), "{");
    const KIND_CHAOS = withoutClusters(job, join(job.folder, "left"), 3);
    const { exitCode } = await script(job, "run.sh", { KIND_CHAOS, SHARD: "2/3" });
    expect([exitCode, outputsOf(job).outcome]).toEqual([3, "none"]);
  });

  test("run.sh compares no shard", async () => {
    const job = jobFolder();
    writeFileSync(join(job.folder, "before.json"), "{}");
    const { exitCode, stderr } = await script(job, "run.sh", { SHARD: "2/3", BASELINE: "before.json" });
    expect([exitCode, stderr]).toEqual([2, "BASELINE: a shard is not compared: merge.sh compares the whole"]);
  });

  test("merge.sh tells nothing of an earlier call's summary, and keeps it for no night", async () => {
    const job = jobFolder();
    mkdirSync(join(job.folder, "reports/nightly"), { recursive: true });
    writeFileSync(join(job.folder, "reports/nightly/summary.json"), '{"outcome":"pass"}');
    writeFileSync(join(job.folder, "reports/nightly/regressions.md"), "worse");
    const { exitCode } = await script(job, "merge.sh", { KIND_CHAOS: exiting(job, "exit 2"), SUMMARY: "kept.json" });
    expect([exitCode, outputsOf(job)]).toEqual([2, { outcome: "none", report: "reports/nightly", regressed: "false" }]);
    expect(existsSync(join(job.folder, "kept.json"))).toBe(false);
  });

  test("merge.sh needs no baseline that can be read, and replaces it", async () => {
    const job = jobFolder();
    writeFileSync(join(job.folder, "before.json"), '{"version":0}');
    const env = { FOLDER: shards.folder, BASELINE: "before.json", SUMMARY: "before.json" };
    const { exitCode, stderr } = await script(job, "merge.sh", env);
    const summary = JSON.parse(read(job, "before.json"));
    expect([summary.version, exitCode]).toEqual([1, summary.exitCode]);
    expect(stderr).toContain("no summary came of it: once more, compared with nothing");
    expect(outputsOf(job).outcome).toBe(summary.outcome);
  });

  test("clean.sh heals where nothing can be written, and exits as that did", async () => {
    const job = jobFolder();
    writeFileSync(join(job.folder, "reports"), "a file");
    const KIND_CHAOS = exiting(job, 'echo "$1" >>asked; [ "$1" != clean ] || exit 2');
    const env = { KIND_CHAOS, PATH: `${fakeDocker(job, "exit 1")}:${job.env.PATH}` };
    expect((await script(job, "clean.sh", env)).exitCode).toBe(2);
    expect(read(job, "asked")).toContain("clean");
  });

  /** Stands in Docker's place, and answers as this line does. */
  function fakeDocker(job: JobFolder, line: string): string {
    const bin = join(job.folder, "bin");
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, "docker"), `#!/usr/bin/env bash\n${line}\n`, { mode: 0o755 });
    return bin;
  }

  test("images.sh loads what can be loaded, and saves images whole or not at all", async () => {
    const job = jobFolder();
    const run = (word: string, line: string) =>
      script(job, "images.sh", { IMAGES: "kept.tar", PATH: `${fakeDocker(job, line)}:${job.env.PATH}` }, word);
    const listing = 'if [ "$1" = image ]; then echo kind-chaos/node:1; exit; fi';
    expect((await run("save", `${listing}\necho half >"$3"; exit 1`)).exitCode).toBe(1);
    expect(existsSync(join(job.folder, "kept.tar"))).toBe(false);
    expect((await run("save", `${listing}\necho "$4" >"$3"`)).exitCode).toBe(0);
    expect(read(job, "kept.tar")).toBe("kind-chaos/node:1\n");
    expect((await run("save", "exit 1")).exitCode).toBe(1);
    const { exitCode, stderr } = await run("load", "exit 1");
    expect([exitCode, stderr]).toEqual([0, "kept.tar cannot be loaded: setup builds what it lacks"]);
  });
});

test.each([
  [{}, ["setup"]],
  [{ BALANCERS: "true" }, ["setup --balancers"]],
  [
    { VERSIONS: "1.36 1.37", KIND_VERSION: "0.33", BALANCERS: "true" },
    ["setup --kubernetes 1.36 --kind 0.33 --balancers", "setup --kubernetes 1.37 --kind 0.33 --balancers"],
  ],
])("setup.sh provides what its variables say: %j", async (env, calls) => {
  const job = jobFolder();
  const KIND_CHAOS = join(job.folder, "keeps-its-words");
  writeFileSync(KIND_CHAOS, `#!/bin/sh\necho "$*" >>"${join(job.folder, "calls")}"\n`, { mode: 0o755 });
  expect((await script(job, "setup.sh", { KIND_CHAOS, ...env })).exitCode).toBe(0);
  expect(read(job, "calls").trimEnd().split("\n")).toEqual(calls);
});

test("name.sh adds a digest of what a cache is of", async () => {
  const job = jobFolder();
  await script(job, "name.sh", { PARTS: "a", DIGEST_OF: "tools/ci src/setup/versions" });
  const { name } = outputsOf(job);
  expect(name).toMatch(/^a-[0-9a-f]{12}$/);
  rmSync(job.env.GITHUB_OUTPUT ?? "");
  await script(job, "name.sh", { PARTS: "a", DIGEST_OF: "src/setup/versions" });
  expect(outputsOf(job).name).not.toBe(name);
});

test("name.sh makes a name of any words", async () => {
  const job = jobFolder();
  await script(job, "name.sh", { PARTS: 'night 1.36 0.31 stock 1/3 a:b,"c"' });
  expect(outputsOf(job)).toEqual({ name: "night-1.36-0.31-stock-1_3-a_b-_c_" });
});

test("the sabotage of the day is one that there is", async () => {
  const tool = join(projectFolder, "tools/ci/sabotage-of-the-day.ts");
  const { stdout } = await execa(process.execPath, [tool, "2026-11-27"]);
  expect(stdout).toBe(turnOf(sabotageNames(), "2026-11-27"));
});

describe("issue.sh", () => {
  /** Stands for GitHub's own command: answers with issues, and keeps what it was told. */
  function gh(job: JobFolder, issues: readonly object[]): string {
    const bin = join(job.folder, "bin");
    mkdirSync(bin);
    writeFileSync(join(job.folder, "issues.json"), JSON.stringify(issues));
    const text = `#!/usr/bin/env bash
if [ "$2" = list ]; then cat "${join(job.folder, "issues.json")}"; else printf '%s\\n' "$@" >"${join(job.folder, "told")}"; fi
`;
    writeFileSync(join(bin, "gh"), text, { mode: 0o755 });
    return `${bin}:${job.env.PATH}`;
  }

  test.each([
    [[], ["issue", "create", "--title", "Worse", "--body-file", "text.md"]],
    [[{ number: 7, title: "Worse" }], ["issue", "comment", "7", "--body-file", "text.md"]],
    [[{ number: 7, title: "Worse still" }], ["issue", "create", "--title", "Worse", "--body-file", "text.md"]],
  ])("where %j are open", async (issues, told) => {
    const job = jobFolder();
    writeFileSync(join(job.folder, "text.md"), "it broke");
    const { exitCode } = await script(job, "issue.sh", { PATH: gh(job, issues), TEXT: "text.md", TITLE: "Worse" });
    expect(exitCode).toBe(0);
    expect(read(job, "told").trimEnd().split("\n")).toEqual(told);
  });

  test("nothing is told where nothing got worse", async () => {
    const job = jobFolder();
    const { exitCode, stdout } = await script(job, "issue.sh", { PATH: gh(job, []), TEXT: "none.md" });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "nothing got worse" });
    expect(existsSync(join(job.folder, "told"))).toBe(false);
  });
});

test.skipIf(process.getuid?.() !== 0)(
  "another user than root becomes root where that asks for no password",
  async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    const asked = join(folder, "asked");
    writeFileSync(asked, "", { mode: 0o666 });
    chmodSync(asked, 0o666);
    const double = `#!/usr/bin/env bash
echo "$*" >>"${asked}"
while [[ $1 == -* ]]; do shift; done
exec "$@"
`;
    writeFileSync(join(folder, "sudo"), double, { mode: 0o755 });
    chmodSync(join(folder, "sudo"), 0o755);
    const words = ["bash", "-c", 'source "$0"; with_root printf "%s|" "two words" "$HOME"'];
    const { stdout } = await execa(
      "setpriv",
      ["--reuid=65534", "--clear-groups", ...words, join(projectFolder, "tools/ci/common.sh")],
      { env: { PATH: `${folder}:${process.env.PATH}`, HOME: folder } },
    );
    expect(stdout).toBe(`two words|${folder}|`);
    const [may, does = "", owns] = readFileSync(asked, "utf8").split("\n");
    expect(may).toBe("-n true");
    expect(does).toMatch(new RegExp(`^-nE env PATH=\\S+ HOME=${folder} printf`));
    expect(owns).toMatch(/^-n chown -R 65534:\d+ reports /);
  },
);
