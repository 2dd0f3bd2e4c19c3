import { resolve } from "node:path";
import { execa } from "execa";
import { expect } from "vitest";

const cli = resolve("src/cli.ts");

/** Where and how the command is called. */
export interface Call {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** A command that runs it: taskset, unshare, setpriv. */
  readonly under?: readonly string[];
}

/** Calls the command of the sources as a person does, and waits for its end. */
export async function chaos(args: readonly string[], { env = {}, cwd = process.cwd(), under = [] }: Call = {}) {
  const [file = "", ...words] = [...under, process.execPath, cli, ...args];
  const own = { DOCKER_CONTEXT: undefined, NO_COLOR: "1", COLUMNS: "200", ...env };
  const result = await execa(file, words, { cwd, env: own, reject: false, stdin: "ignore", timeout: 60_000 });
  return { exitCode: result.exitCode, stdout: result.stdout, stderr: result.stderr };
}

/** One line, for whoever calls, and no stack. */
export const oneLine = (pattern: RegExp) => ({
  exitCode: 2,
  stderr: expect.stringMatching(new RegExp(`^chaos: .*${pattern.source}[^\\n]*$`)),
});
