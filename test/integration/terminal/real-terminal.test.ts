import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { projectFolder } from "../../../src/scenario/catalogue.ts";
import { VirtualTerminal } from "../../support/virtual-terminal.ts";

/** Runs the watched process on a real terminal of the kernel (util-linux' script), and shows all that it wrote on a model of one. */
async function shown(environment: Readonly<Record<string, string>>): Promise<string[]> {
  const program = join(projectFolder, "test/support/watched-process.ts");
  const command = `stty cols 80 rows 24; exec ${process.execPath} ${program}`;
  const { stdout } = await execa("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
    cwd: projectFolder,
    env: { CI: "", GITHUB_ACTIONS: "", TERM: "xterm-256color", NO_COLOR: "1", ...environment },
    stripFinalNewline: false,
    stdin: "ignore",
  });
  const terminal = new VirtualTerminal(80, 24);
  terminal.echo(stdout);
  return terminal.rows();
}

const written = [0, 1, 2, 3].flatMap((index) => [
  `error stream ${index}`,
  `output stream ${index}`,
  `plugin ${index}`,
  expect.stringMatching(new RegExp(`^\\(node:\\d+\\) Warning: warning ${index}$`)),
]);

test("all that a process writes beside its live view is there at the end, whole and in order, and nothing of the view is", async () => {
  const rows = (await shown({})).filter((row) => !row.startsWith("(Use `node"));
  expect(rows).toEqual(["[00:00] hold: calm", ...written, "verdict"]);
});

test("in a CI system the same lines are there without a view", async () => {
  const rows = (await shown({ CI: "true" })).filter((row) => !row.startsWith("(Use `node"));
  expect(rows).toEqual(["[00:00] hold: calm", ...written, "verdict"]);
});
