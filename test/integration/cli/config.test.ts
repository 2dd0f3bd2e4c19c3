import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import type { PrintedConfig } from "../../../src/commands/config.ts";
import { projectFolder } from "../../../src/scenario/catalogue.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

function folderWith(text: string): string {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "kind-chaos.config.yaml"), text);
  return folder;
}
const chaos = (cwd: string, ...args: readonly string[]) =>
  execa(process.execPath, [join(projectFolder, "src/cli.ts"), ...args], { cwd, reject: false });

const secret = ["https://hooks.slack.com", "services", "T0", "verysecret"].join("/");
const config = `scenarios: [baseline]
reports: nightly
notify: ["${secret}"]
limits:
  - { scenario: etcd-minority, guarantee: "max-outage write/api/* during leader-kill", limit: 9s, reason: a slow disk }
run: { repeat: 2, quiet: true }
`;

describe("a config file", () => {
  test("config --print says each value with where it is from, flags first, and no secret", async () => {
    const folder = folderWith(config);
    const { stdout, exitCode } = await chaos(folder, "config", "--print", "--reports", "mine", "--verbose", "--json");
    expect(exitCode).toBe(0);
    const { file, values } = JSON.parse(stdout) as PrintedConfig;
    expect(file).toBe("kind-chaos.config.yaml");
    const of = (key: string) => values.find((one) => one.key === key);
    expect(of("reports")).toEqual({ key: "reports", value: "mine", from: "flag", at: "--reports" });
    expect(of("run.repeat")).toEqual({ key: "run.repeat", value: 2, from: "file", at: "kind-chaos.config.yaml:6" });
    expect(of("run.queue")).toEqual({ key: "run.queue", value: "30m", from: "default" });
    expect(of("run.quiet")).toMatchObject({ value: null, from: "default" });
    expect(of("scenarios")).toMatchObject({ value: ["baseline"], at: "kind-chaos.config.yaml:1" });
    expect(of("notify")).toMatchObject({ value: ["https://hooks.slack.com/…"], from: "file" });
    const printed = await chaos(folder, "config", "--print");
    expect(printed.stdout).toMatch(/^run\.repeat +2 {2}\(kind-chaos\.config\.yaml:6\)$/m);
    expect(stdout + printed.stdout).not.toContain("verysecret");
  });

  test("plan has its scenarios, repetitions and limits; flags and --no-config win", async () => {
    const folder = folderWith(config);
    const [own, named, without] = await Promise.all([
      chaos(folder, "plan", "--json"),
      chaos(folder, "plan", "etcd-minority", "--repeat", "1"),
      chaos(folder, "plan", "etcd-minority", "--no-config"),
    ]);
    expect(JSON.parse(own.stdout).runs.map(({ scenario }: { scenario: string }) => scenario)).toEqual([
      "baseline",
      "baseline",
    ]);
    expect(named.stdout.replaceAll(/\s+/g, " ")).toContain("WEAKER than the scenario's 4 s: a slow disk");
    expect(without.stdout).not.toContain("WEAKER");
  });

  test("versions on the command line take the place of its version", async () => {
    const folder = folderWith('run: { kubernetes: "1.36" }');
    const { stdout, stderr } = await chaos(folder, "plan", "baseline", "--versions", "1.35 1.37", "--json");
    expect(stderr).toBe("");
    const { runs } = JSON.parse(stdout) as { readonly runs: readonly { readonly kubernetes: string }[] };
    expect(runs.map(({ kubernetes }) => kubernetes.slice(0, 4))).toEqual(["1.35", "1.37"]);
  });

  test("config checks what it names as a run would", async () => {
    const problems = [
      "scenarios: [baselin]",
      "reporters: [junitt]",
      "notify: [verysecret]",
      "quarantine: none.yaml",
      "baselines: { baselin: reports/one }",
      "run: { topology: ha-3cp-3 }",
      'run: { kubernetes: "9.9" }',
      "run: { afterCreate: none.sh }",
      "run: { overrideTimings: true }",
      "run: { quiet: true, verbose: true }",
    ].map(async (text) => {
      const { exitCode, stderr } = await chaos(folderWith(text), "config");
      return `${exitCode} ${stderr}`;
    });
    expect(await Promise.all(problems)).toEqual([
      expect.stringMatching(
        /^2 chaos: kind-chaos\.config\.yaml:1: There is no scenario "baselin": did you mean baseline/,
      ),
      expect.stringMatching(/^2 chaos: There is no form of the report "junitt": did you mean junit/),
      expect.stringMatching(/^2 chaos: --notify: is no address: .*\(it is not shown here\)$/),
      expect.stringMatching(/^2 chaos: none\.yaml: there is no such file/),
      expect.stringMatching(/^2 chaos: kind-chaos\.config\.yaml:1: There is no scenario "baselin": did you mean/),
      expect.stringMatching(/^2 chaos: There is no topology "ha-3cp-3": did you mean ha-3cp-3w/),
      expect.stringMatching(/^2 chaos: .*9\.9/),
      expect.stringMatching(/^2 chaos: .*none\.sh/),
      expect.stringMatching(/^2 chaos: --override-timings goes with --profile fast/),
      expect.stringMatching(/^2 chaos: --quiet and --verbose/),
    ]);
  });

  test("a mistake in it is one line with its place, and exit code 2", async () => {
    const wrong = folderWith("reprots: here\n");
    const { exitCode, stderr } = await chaos(wrong, "list");
    expect(exitCode).toBe(2);
    expect(stderr).toBe('chaos: kind-chaos.config.yaml:1: reprots: There is no key "reprots": did you mean reports?');
    writeFileSync(join(wrong, "kind-chaos.config.ts"), "export default {};\n");
    expect((await chaos(wrong, "list")).stderr).toMatch(/are both there: keep one of them/);
  });
});
