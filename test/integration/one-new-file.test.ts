import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { expect, it } from "vitest";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Names as long as they may be, so that no line of a skeleton gets too wide with one. */
const fault = "new-fault-with-the-longest-name-there-is";
const role = "new-role-with-the-longest-name-there-is1";

const things = [
  ["scenario", "new-scenario", "scenarios/new-scenario.ts"],
  ["fault", fault, `src/faults/${fault}.ts`, `test/unit/faults/${fault}.test.ts`],
  ["target", role, `src/targets/roles/${role}.ts`, `test/unit/targets/roles/${role}.test.ts`],
  ["guarantee", "new-guarantee", "src/guarantees/new-guarantee.ts", "test/unit/guarantees/new-guarantee.test.ts"],
  [
    "operation",
    "new-operation",
    "src/probes/operations/new-operation.ts",
    "test/unit/probes/operations/new-operation.test.ts",
  ],
  ["procedure", "new-procedure", "src/procedures/new-procedure.ts", "test/unit/procedures/new-procedure.test.ts"],
  ["reporter", "new-reporter", "src/report/new-reporter.ts"],
  ["topology", "new-topology", "kind-configs/new-topology.yaml"],
] as const;

/** What `npm run docs` may change. */
const generated = [
  "docs/catalogue.md",
  "docs/faults.md",
  "docs/guarantees.md",
  "docs/measuring.md",
  "docs/procedures.md",
  "docs/topologies.md",
];

it("one new file of each kind adds one thing: npm run docs and npm run check are green", async () => {
  const copy = temporaryFolder();
  await copyProject(copy);
  for (const [kind, name] of things) await run(copy, "npm", "run", "new", "--", kind, name);
  injectInScenario(join(copy, "scenarios/new-scenario.ts"));
  await run(copy, "npm", "run", "docs");
  await run(copy, "npm", "run", "check");
  const status = await run(copy, "git", "status", "--porcelain", "--untracked-files=all");
  const files = things.flatMap(([, , ...written]) => written);
  expect(status.split("\n").toSorted()).toEqual(
    [...files.map((file) => `?? ${file}`), ...generated.map((file) => ` M ${file}`)].toSorted(),
  );
}, 300_000);

/** The files of the project as they are now, under a git of their own, with the same installed packages. */
async function copyProject(to: string): Promise<void> {
  const files = await run(projectFolder, "git", "ls-files", "--cached", "--others", "--exclude-standard");
  for (const file of files.split("\n")) {
    mkdirSync(join(to, dirname(file)), { recursive: true });
    cpSync(join(projectFolder, file), join(to, file), { force: true });
  }
  await run(to, "git", "init", "--quiet");
  await run(to, "git", "add", ".");
  const author = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
  await run(to, "git", ...author, "commit", "--quiet", "--no-verify", "--message", "the project as it is");
  symlinkSync(join(projectFolder, "node_modules"), join(to, "node_modules"));
  writeFileSync(join(to, ".git/info/exclude"), "node_modules\n");
}

/** The scenario injects the new fault on the new target, so that it is injected for real. */
function injectInScenario(file: string): void {
  const text = readFileSync(file, "utf8");
  const edited = text
    .replace(/import { processKill } from .*\n/, `import { ${camel(fault)} } from "kind-chaos/faults/${fault}";\n`)
    .replace(/import { etcdFollower } from .*\n/, `import { ${camel(role)} } from "kind-chaos/targets/${role}";\n`)
    .replace(
      /steps: .*/,
      [
        "steps: [",
        "    warmUp,",
        `    { inject: ${camel(fault)}(${camel(role)}()), as: "fault", for: "5s" },`,
        '    { recover: "60s" },',
        "  ],",
      ].join("\n"),
    );
  writeFileSync(file, edited);
}

function camel(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Runs a command and returns what it prints; one that fails throws with the end of its output. */
async function run(cwd: string, command: string, ...words: readonly string[]): Promise<string> {
  // A test runner within a test runner is to know nothing of the outer one.
  const own = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST|DEV|PROD|npm_)/.test(name));
  const options = { cwd, all: true, reject: false, extendEnv: false, env: Object.fromEntries(own) } as const;
  const { failed, all, stdout } = await execa(command, words, options);
  if (failed) throw new Error(`${[command, ...words].join(" ")}\n${all.split("\n").slice(-60).join("\n")}`);
  return stdout;
}
