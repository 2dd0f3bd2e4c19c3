import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { projectFolder } from "../../../src/scenario/catalogue.ts";

/** What docs/json.md says of an error. */
const errorSchema = z.strictObject({
  version: z.literal(1),
  ok: z.literal(false),
  error: z.strictObject({
    code: z.string().min(1),
    message: z
      .string()
      .min(1)
      .regex(/^[^\n]+$/),
  }),
});

const verbs = readdirSync(join(projectFolder, "src/commands")).map((file) => basename(file, ".ts"));
const noFile = "reports/no-such-run";
const aFile = join(projectFolder, "package.json");

/** What a person may get wrong with each command, beside an option that there is not. */
const mistakes: Readonly<Record<string, readonly string[]>> = {
  audit: ["--kubeconfig", noFile],
  calibrate: ["--trials", "many"],
  clean: ["--reports", aFile],
  compare: [noFile, noFile],
  completion: ["tcsh"],
  config: ["--config", noFile],
  describe: ["fault", "node-kil"],
  doctor: ["--kubernetes", "banana"],
  history: [noFile, noFile],
  index: [noFile],
  init: [aFile],
  list: ["etcd-minorty"],
  merge: [noFile],
  monitor: ["--kubeconfig", noFile],
  open: [noFile],
  plan: ["etcd-minority", "--kubernetes", "banana"],
  preflight: ["--to", "1.37", "--kubeconfig", noFile],
  prune: [],
  reference: ["check", noFile, noFile],
  replay: [noFile],
  report: [noFile],
  run: ["etcd-minorty"],
  setup: ["--kubernetes", "banana"],
  upgrade: ["--from", "1.37", "--to", "1.36"],
};

const cli = (args: readonly string[]) =>
  execa(process.execPath, [join(projectFolder, "src/cli.ts"), ...args], { reject: false });

test("every command is tried", () => {
  // A further command needs a mistake of its own here.
  expect(verbs.filter((verb) => mistakes[verb] === undefined)).toEqual([]);
});

describe.each(verbs)("%s --json", (verb) => {
  test("prints an error as JSON on standard output, and its words on standard error", async () => {
    const [wrong, unknown] = await Promise.all([
      cli([verb, ...(mistakes[verb] ?? []), "--json"]),
      cli([verb, "--json", "--no-such-option"]),
    ]);
    for (const { exitCode, stdout, stderr } of [wrong, unknown]) {
      const { error } = errorSchema.parse(JSON.parse(stdout));
      expect({ exitCode, code: error.code }).toEqual({ exitCode: 2, code: "usage" });
      expect(stderr.replaceAll(/\s+/g, " ")).toContain(error.message);
    }
    expect(unknown.stdout).toContain("unknown option '--no-such-option'");
  });
});

test("a word that is none prints the same, and the verb that was meant", async () => {
  const { stdout, exitCode } = await cli(["pln", "--json"]);
  expect(exitCode).toBe(2);
  expect(errorSchema.parse(JSON.parse(stdout)).error.message).toContain("did you mean plan");
});

test("without --json nothing goes to standard output, and help is no error", async () => {
  const [wrong, help] = await Promise.all([cli(["replay", noFile]), cli(["list", "--json", "--help"])]);
  expect(wrong).toMatchObject({ stdout: "", exitCode: 2 });
  expect(help.stdout).toMatch(/^Usage: /);
});
