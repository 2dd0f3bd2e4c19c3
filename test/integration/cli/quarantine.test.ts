import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { projectFolder } from "../../../src/scenario/catalogue.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const dayMs = 24 * 3_600_000;
const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

/** The real command in a folder of its own, which may have a quarantine file. */
function world(text?: string) {
  const cwd = temporaryFolder();
  if (text !== undefined) writeFileSync(join(cwd, "quarantine.yaml"), text);
  // An engine that is not there: whatever is refused is refused before anybody asks for it.
  const env = { DOCKER_HOST: `unix://${cwd}/none.sock`, KIND_CHAOS_CACHE: cwd, NO_COLOR: "1" };
  const chaos = (...argv: readonly string[]) =>
    execa(process.execPath, [join(projectFolder, "src/cli.ts"), ...argv], { reject: false, env, cwd });
  return { cwd, chaos };
}

const known = [
  { scenario: "lb-kill", reason: "the image forgets", until: inDays(40) },
  { scenario: "baseline", reason: "was mended", until: inDays(-3) },
  { scenario: "etcd-majority", reason: "not asked for", until: inDays(1) },
];

describe("what is in quarantine is shown by", () => {
  test("list", async () => {
    const { chaos } = world(JSON.stringify(known));
    const [{ stdout, stderr }, asJson] = await Promise.all([
      chaos("list", "lb-kill", "baseline"),
      chaos("list", "lb-kill", "baseline", "--json"),
    ]);
    // Between the two may be its counterpart.
    expect(stdout).toMatch(
      /\n +lb-kill (?:(?!\n +baseline )[\s\S])*\n +in quarantine until [\d-]+ \((40|39) days left\): the image forgets\n/,
    );
    expect(stdout).not.toContain("was mended");
    expect(stderr).toMatch(
      /^chaos: quarantine\.yaml: the quarantine of baseline ended on [\d-]+ and has no effect .*$/,
    );
    const { quarantine } = JSON.parse(asJson.stdout);
    expect(quarantine).toMatchObject([
      { ...known[0], guarantee: null, inCall: true },
      { ...known[1], inCall: true },
      { ...known[2], inCall: false },
    ]);
  });

  test("plan, of one scenario and of several", async () => {
    const { chaos } = world(JSON.stringify(known));
    const [one, several] = await Promise.all([chaos("plan", "lb-kill"), chaos("plan", "lb-kill", "baseline")]);
    expect(one.stdout).toMatch(/^lb-kill: .*\nin quarantine until [\d-]+ \(.*: the image forgets\n/);
    expect(one.stderr).toBe("");
    expect(several.stdout).toMatch(/\n +lb-kill .*\n +in quarantine until [\d-]+ \(.*: the image forgets\n/);
    expect(several.stderr).toMatch(/^chaos: .*the quarantine of baseline ended/);
  });
});

describe("run refuses in one line, before it asks for an engine,", () => {
  test.each([
    ["a number that is none", ["lb-kill", "--retry-inconclusive", "6"], /'6' is invalid\. a whole number from 0 to 5/],
    [
      "a quarantine file that is not there",
      ["lb-kill", "--quarantine", "none.yaml"],
      /^chaos: none\.yaml: there is no such/,
    ],
    ["a folder", ["lb-kill", "--quarantine", "."], /^chaos: \.: is a folder, not a file$/],
  ])("%s", async (_, argv, message) => {
    const { exitCode, stderr, stdout } = await world().chaos("run", ...argv);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr.split("\n")).toHaveLength(1);
  });

  test("the usual file where it is wrong, or a link that leads nowhere", async () => {
    const wrong = world("- scenario: lb-kil");
    expect((await wrong.chaos("run", "lb-kill", "baseline")).stderr).toMatch(
      /^chaos: quarantine\.yaml:1: entry 1: (scenario|reason): .*$/,
    );
    const linked = world();
    symlinkSync(join(linked.cwd, "none"), join(linked.cwd, "quarantine.yaml"));
    const { exitCode, stderr } = await linked.chaos("run", "lb-kill", "baseline");
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: "chaos: quarantine.yaml: there is no such file" });
  });
});

test("run says what is in quarantine before it begins, and of one scenario alone reads no file", async () => {
  const { chaos } = world(JSON.stringify(known));
  const [several, one] = await Promise.all([chaos("run", "lb-kill", "baseline"), chaos("run", "lb-kill")]);
  expect(several.stderr).toMatch(/^quarantine\.yaml: lb-kill: in quarantine until .*\nchaos: .*baseline ended on/);
  expect(one.stderr).not.toContain("quarantine");
});
