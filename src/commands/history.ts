import type { Command } from "commander";
import { counted } from "../analysis/statistics/format.ts";
import { UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import { appendHistory } from "../reference/history-file.ts";
import { runsIn } from "../run/find-runs.ts";
import { readDigests } from "../run/read-digests.ts";
import { toStderr, toStdout } from "../terminal/output.ts";

const examples = `
A history is a file of one line of JSON for each run, to which several jobs may add at once; a run that it has is not added again.
"kind-chaos index --history <file>" shows trends, change points and what is flaky, also of runs whose folders are gone.

Examples:
  npx kind-chaos history nights.jsonl reports
  npx kind-chaos index reports --history nights.jsonl
`;

/** The shape of `history --json`, version 1. */
export interface WrittenHistory {
  readonly version: 1;
  readonly file: string;
  /** How many runs were added. */
  readonly added: number;
  /** Folders of runs that could not be read, each with the reason. */
  readonly unread: readonly { readonly folder: string; readonly problem: string }[];
}

/** Adds the command `history`. */
export function register(program: Command): void {
  program
    .command("history")
    .description("Adds runs to a history file, which outlives their folders.")
    .argument("<file>", "the history file, made where it is not there")
    .argument("[folders...]", 'folders of runs, or folders that hold some (default: "reports")')
    .option("--json", "print what was added as JSON on standard output, nothing else there")
    .addHelpText("after", examples)
    .action(history);
}

async function history(file: string, named: string[], { json }: { readonly json?: boolean }): Promise<void> {
  const folders = named.length === 0 ? ["reports"] : named;
  const found = folders.flatMap((folder) => runsIn(folder));
  if (found.length === 0) throw new UsageError(`${folders.join(", ")}: there is no run in it`);
  const { runs, unread } = readDigests(found, file);
  for (const { folder, problem } of unread) toStderr(`chaos: ${plainText(`${folder}: not read: ${problem}`)}\n`);
  const added = appendHistory(file, runs);
  const result: WrittenHistory = { version: 1, file, added, unread };
  toStdout(json === true ? `${JSON.stringify(result, null, 2)}\n` : `added      ${counted(added, "run")} to ${file}\n`);
}
