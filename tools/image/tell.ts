import { execa } from "execa";

/** Prints a line about what is done. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Prints a command, runs it with its output shown, and returns what it printed; throws where it fails. */
export async function tell(argv: readonly string[], cwd?: string): Promise<string> {
  say(`$ ${argv.join(" ")}`);
  const [command = "", ...args] = argv;
  const options = { stdout: ["pipe", "inherit"], stderr: "inherit", ...(cwd !== undefined && { cwd }) } as const;
  const { stdout } = await execa(command, args, options);
  return String(stdout);
}
