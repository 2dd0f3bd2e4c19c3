import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Argument, Command } from "commander";
import { bashCompletion } from "../command-line/completion/bash.ts";
import { fishCompletion } from "../command-line/completion/fish.ts";
import { type Completed, completedWords } from "../command-line/completion/words.ts";
import { zshCompletion } from "../command-line/completion/zsh.ts";
import { codeEnding } from "../host/own-package.ts";
import { toStdout } from "../terminal/output.ts";

const shells: Readonly<Record<string, (completed: Completed) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

const examples = `
Prints a script: verbs, options, scenarios of the library and your own in ./scenarios, and runs in ./reports.
The script starts no process when it completes; make it anew after an update.

Examples:
  source <(npx kind-chaos completion bash)     # in ~/.bashrc
  source <(npx kind-chaos completion zsh)      # in ~/.zshrc, after compinit
  npx kind-chaos completion fish > ~/.config/fish/completions/kind-chaos.fish
`;

/** Adds `completion`: prints what a shell completes this command by. */
export function register(program: Command): void {
  program
    .command("completion")
    .description("print the completion script of a shell")
    .addArgument(new Argument("<shell>", "which shell").choices(Object.keys(shells)))
    .option("--json", "print the script as JSON on standard output, nothing else there")
    .addHelpText("after", examples)
    .action(completion);
}

/** The shape of `completion --json`, version 1. */
export interface WrittenCompletion {
  readonly version: 1;
  readonly shell: string;
  readonly script: string;
}

async function completion(shell: string, options: { readonly json?: boolean }): Promise<void> {
  const script = shells[shell]?.(completedWords(await allCommands())) ?? "";
  const written: WrittenCompletion = { version: 1, shell, script };
  toStdout(options.json ? `${JSON.stringify(written, null, 2)}\n` : script);
}

/** All verbs, each found by its file, with their options. */
async function allCommands(): Promise<Command> {
  const program = new Command("kind-chaos");
  const folder = import.meta.dirname;
  for (const file of readdirSync(folder)
    .filter((one) => one.endsWith(codeEnding))
    .toSorted()) {
    const command: { register(program: Command): void } = await import(pathToFileURL(join(folder, file)).href);
    command.register(program);
  }
  return program;
}
