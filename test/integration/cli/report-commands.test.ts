import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { create } from "xmlbuilder2";
import { reportSchema } from "../../../src/model/report.ts";
import { projectFolder } from "../../../src/scenario/catalogue.ts";
import { comparedRun } from "../../support/compared-runs.ts";
import { recordedRun } from "../../support/recorded-run.ts";
import { rewriteJournal } from "../../support/sealed-journal.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

function chaos(...argv: readonly string[]) {
  return chaosIn(projectFolder, ...argv);
}

function chaosIn(cwd: string, ...argv: readonly string[]) {
  return execa(process.execPath, [join(projectFolder, "src/cli.ts"), ...argv], {
    reject: false,
    cwd,
    env: { NO_COLOR: "1", CI: "1", DISPLAY: "", WAYLAND_DISPLAY: "" },
  });
}

function fileWith(text: string): string {
  const file = join(temporaryFolder(), "mine.ts");
  writeFileSync(file, text);
  return file;
}

const throwing = () =>
  fileWith(
    `export default { file: "mine.txt", summary: "mine", render: () => { throw new Error("no such\\nlane"); } };\n`,
  );

describe("report", () => {
  test("prints each form and nothing else, and changes nothing", async () => {
    const folder = recordedRun("node-drain");
    const [json, badge, junit] = await Promise.all(
      ["json", "badge", "junit"].map((format) => chaos("report", folder, "--format", format)),
    );
    expect(reportSchema.safeParse(JSON.parse(json?.stdout ?? "")).error?.issues).toBeUndefined();
    expect(create(badge?.stdout ?? "").root().node.nodeName).toBe("svg");
    expect(create(junit?.stdout ?? "").root().node.nodeName).toBe("testsuites");
    expect([json, badge, junit].map((one) => [one?.exitCode, one?.stderr])).toEqual([
      [0, ""],
      [0, ""],
      [0, ""],
    ]);
    expect(readdirSync(folder)).toEqual(["journal.jsonl"]);
  });

  test("writes where it is told to, and refuses what it cannot in one line", async () => {
    const folder = recordedRun("node-drain");
    const file = join(temporaryFolder(), "trace.json");
    const [written, gone, unknown, version, failing] = await Promise.all([
      chaos("report", folder, "--format", "perfetto", "--output", file),
      chaos("report", folder, "--output", join(file, "none")),
      chaos("report", folder, "--format", "perfeto"),
      chaos("report", otherVersion(folder)),
      chaos("report", folder, "--format", throwing()),
    ]);
    expect(written).toMatchObject({ exitCode: 0, stdout: `wrote      ${file}` });
    expect(JSON.parse(readFileSync(file, "utf8")).traceEvents.length).toBeGreaterThan(100);
    const refused = [gone, unknown, version, failing];
    expect(refused.map(({ exitCode }) => exitCode)).toEqual([2, 2, 2, 2]);
    for (const { stderr } of refused) expect(stderr.split("\n")).toHaveLength(1);
    expect(unknown.stderr).toBe('chaos: There is no form of the report "perfeto": did you mean perfetto?');
    expect(version.stderr).toMatch(/^chaos: \S+journal\.jsonl: The journal is of version 99 of its format/);
    expect(failing.stderr).toBe("chaos: the reporter of mine.txt failed: no such");
  });

  function otherVersion(folder: string): string {
    const other = join(temporaryFolder(), "run");
    cpSync(folder, other, { recursive: true });
    rewriteJournal(join(other, "journal.jsonl"), ([first = "", ...rest]) => [
      first.replace(/"version":\d+/, '"version":99'),
      ...rest,
    ]);
    return other;
  }
});

test("a reporter that throws is told in one line and spoils no other and no verdict", async () => {
  const own = recordedRun("node-drain");
  const good = fileWith(
    'import { defineReporter } from "kind-chaos";\nexport default defineReporter({ file: "good.txt", summary: "good", render: ({ report }) => report.outcome });\n',
  );
  const { exitCode, stdout, stderr } = await chaos(
    "replay",
    own,
    "--write",
    "--reporter",
    throwing(),
    "--reporter",
    good,
  );
  expect(stderr).toBe("chaos: the reporter of mine.txt failed: no such");
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/PASS/);
  expect(readdirSync(own)).toEqual(expect.arrayContaining(["report.json", "report.md", "junit.xml", "good.txt"]));
  expect(readdirSync(own)).not.toContain("mine.txt");
  expect(readFileSync(join(own, "good.txt"), "utf8")).toBe("pass\n");
});

test("a reporter that is none is refused before anything is done", async () => {
  const folder = recordedRun("node-drain");
  for (const argv of [["replay", folder, "--write"], ["no-such-scenario"], ["monitor"]]) {
    const { exitCode, stderr } = await chaos(...argv, "--reporter", "junti");
    expect([exitCode, stderr]).toEqual([2, 'chaos: There is no form of the report "junti": did you mean junit?']);
  }
  expect(await chaos("replay", folder, "--reporter", "junit")).toMatchObject({ exitCode: 2 });
});

describe("open", () => {
  test("prints the page of the newest run where there is no opener", async () => {
    const reports = temporaryFolder();
    for (const name of ["a-20261123T110000Z", "a-20261124T110000Z", "b-20261122T110000Z"]) {
      mkdirSync(join(reports, name));
      for (const file of ["journal.jsonl", "report.html"]) writeFileSync(join(reports, name, file), "");
    }
    const page = join(reports, "a-20261124T110000Z/report.html");
    const [text, json] = await Promise.all([
      chaos("open", "--reports", reports),
      chaos("open", "--reports", reports, "--json"),
    ]);
    expect(text).toMatchObject({ exitCode: 0, stdout: page, stderr: "" });
    expect(JSON.parse(json.stdout)).toEqual({ version: 1, page, opened: false });
  });

  test("refuses what is no run in one line, with the newest where it holds some", async () => {
    const reports = temporaryFolder();
    const none = await chaos("open", reports);
    const empty = await chaos("open", "--reports", reports);
    recordedRun("node-drain", reports);
    const holds = await chaos("open", reports);
    expect([none, empty, holds].map(({ exitCode }) => exitCode)).toEqual([2, 2, 2]);
    expect(none.stderr).toMatch(/^chaos: \S+ is no run: there is no journal at .*journal\.jsonl$/);
    expect(empty.stderr).toBe(`chaos: ${reports}: there is no run in it yet`);
    expect(holds.stderr).toBe(
      `chaos: ${reports} is no run but holds 1: name one, for example ${join(reports, "node-drain")}`,
    );
  });
});

describe("index", () => {
  test("writes a page over the runs of a folder, with links to them, and tells what it could not read", async () => {
    const reports = temporaryFolder();
    const [good, other] = [recordedRun("node-drain", reports), recordedRun("worker-kill", reports)];
    await Promise.all([good, other].map((run) => chaos("replay", run, "--write")));
    const strange = join(reports, "nightly", 'a"><b>');
    cpSync(good, strange, { recursive: true });
    const damage: Record<string, string> = {
      torn: "{",
      old: '{"version":7}',
      none: "null",
      wrong: '{"version":1,"scenario":3}',
    };
    for (const [name, text] of Object.entries(damage)) {
      mkdirSync(join(reports, name));
      writeFileSync(join(reports, name, "report.json"), text);
    }
    recordedRun("etcd-minority", reports);
    const { exitCode, stdout, stderr } = await chaosIn(reports, "index", ".");
    expect([exitCode, stdout]).toEqual([0, "wrote      index.html (3 runs)"]);
    expect(
      stderr
        .split("\n")
        .map((line) => line.replace(/(JSON): .*/, "$1"))
        .toSorted(),
    ).toEqual([
      'chaos: etcd-minority: not read: it has no report.json: "replay --write" makes it from the journal',
      expect.stringMatching(/^chaos: none: not read: report\.json is no report: all of it: /),
      "chaos: old: not read: report.json is of version 7, and this kind-chaos reads version 1",
      "chaos: torn: not read: report.json is no JSON",
      expect.stringMatching(/^chaos: wrong: not read: report\.json is no report: scenario: /),
    ]);
    const page = readFileSync(join(reports, "index.html"), "utf8");
    expect(page).toContain('<a href="./worker-kill/report.html">worker-kill</a>');
    expect(page).toContain('<a href="./nightly/a%22%3E%3Cb%3E/report.html">a&quot;&gt;&lt;b&gt;</a>');
  });

  test("refuses in one line what holds no run, and what can be written nowhere", async () => {
    const empty = temporaryFolder();
    const folder = recordedRun("node-drain");
    const [none, gone, elsewhere] = await Promise.all([
      chaos("index", empty),
      chaos("index", join(empty, "gone")),
      chaos("index", folder, "--output", join(empty, "gone/index.html")),
    ]);
    expect(none).toMatchObject({ exitCode: 2, stderr: `chaos: ${empty}: there is no run in it` });
    expect(gone).toMatchObject({
      exitCode: 2,
      stderr: `chaos: ${join(empty, "gone")}: there is no such folder of runs`,
    });
    expect(elsewhere).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^chaos: --output .*: there is no such folder$/),
    });
  });
});

describe("compare", () => {
  test("writes a page of two runs on one axis, claims nothing of them, and refuses those of two scenarios", async () => {
    const reports = temporaryFolder();
    const [one, other] = [recordedRun("node-drain", reports), recordedRun("worker-kill", reports)];
    const [written, refused] = await Promise.all([chaos("compare", one, one), chaos("compare", one, other)]);
    const page = join(reports, "comparison.html");
    expect(written).toMatchObject({ exitCode: 3, stderr: "" });
    expect(written.stdout.split("\n").at(-1)).toBe(`wrote      ${page}`);
    expect(readFileSync(page, "utf8")).toContain("<h2>Since drain was injected</h2>");
    expect(refused).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/no scenario is in both: A ran node-drain .*, and B ran worker-kill /),
    });
  });

  test("of folders ends with 0, 1 or 3, and says what was different first", async () => {
    const [before, slower, few] = [folderOf(40, 1), folderOf(40, 2), folderOf(5, 1)];
    const [same, worse, open] = await Promise.all([
      chaos("compare", before, before, "--output", join(temporaryFolder(), "c.html")),
      chaos("compare", before, slower, "--json"),
      chaos("compare", before, few),
    ]);
    expect(same).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("A and B ran alike") });
    expect(worse.exitCode).toBe(1);
    const { answer, differences, page, markdown } = JSON.parse(worse.stdout);
    expect([answer, page]).toEqual(["worse", join(slower, "comparison.html")]);
    expect(differences.map(({ name }: { name: string }) => name)).toEqual(["setting: etcd.electionMs"]);
    expect(readFileSync(markdown, "utf8")).toContain("exit code 1");
    expect(open).toMatchObject({ exitCode: 3, stdout: expect.stringContaining("the first look is at 6 of each") });
  });

  test("refuses a tolerance that is none, and what is no set of runs", async () => {
    const folder = folderOf(1, 1);
    const [tolerance, none] = await Promise.all([
      chaos("compare", folder, folder, "--tolerance", "much"),
      chaos("compare", folder, join(folder, "none")),
    ]);
    expect([tolerance, none].map(({ exitCode }) => exitCode)).toEqual([2, 2]);
    expect(none.stderr).toMatch(/there is no run, folder of runs or reference file$/);
  });
});

test("a reference is written, checked, and holds for its class of machine", async () => {
  const [folder, elsewhere] = [folderOf(40, 1), folderOf(40, 1, 16)];
  const file = join(temporaryFolder(), "reference.json");
  const written = await chaos("reference", "write", file, folder);
  expect(written).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("40 runs of 1 scenario, 2 CPUs") });
  const [same, other] = await Promise.all([
    chaos("reference", "check", file, folder),
    chaos("reference", "check", file, elsewhere),
  ]);
  expect(same.exitCode).toBe(0);
  expect(other).toMatchObject({ exitCode: 3, stdout: expect.stringContaining("another class of machine, 2 CPUs") });
});

test("a history shows runs in the index whose folders are gone; old folders are pruned when told to", async () => {
  const folder = folderOf(8, 1);
  const file = join(temporaryFolder(), "nights.jsonl");
  expect(await chaos("history", file, folder)).toMatchObject({ exitCode: 0, stdout: `added      8 runs to ${file}` });
  const shown = await chaos("prune", "--keep", "1d", "--reports", folder, "--dry-run");
  expect(shown).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("run-0") });
  expect(readdirSync(folder)).toHaveLength(8);
  const kept = folderOf(1, 1);
  const pruned = await chaos("prune", "--keep", "1d", "--reports", folder, "--yes", "--json");
  expect(JSON.parse(pruned.stdout).items.map(({ outcome }: { outcome: string }) => outcome)).toEqual(
    new Array(8).fill("removed"),
  );
  expect(readdirSync(folder)).toEqual([]);
  const index = await chaos("index", kept, "--history", file, "--json");
  expect(JSON.parse(index.stdout)).toMatchObject({ runs: 8 });
});

/** A folder of runs of an election that takes 1.4 to 1.5 s, so many times longer, on a machine of so many CPUs. */
function folderOf(count: number, slower: number, cpus = 2): string {
  const folder = temporaryFolder();
  for (let day = 0; day < count; day++) {
    const least = slower * (1_400 + ((day * 37) % 100));
    const run = comparedRun([{ id: "leader-within", ms: [least, least + 50] }], day, {
      host: { cpus, memoryGiB: 24, platform: "linux x64" },
      settings: { etcd: { electionMs: 1_000 * slower } },
    });
    const own = join(folder, `run-${day}`);
    mkdirSync(own);
    const report = { ...run, outcome: "pass", seed: 1, errors: [] };
    const verdicts = run.verdicts.map((verdict) => ({ ...verdict, guarantee: "a", promise: "b", summary: "c" }));
    writeFileSync(join(own, "report.json"), JSON.stringify({ ...report, verdicts, assumptions: [] }));
  }
  return folder;
}
