import type { Command } from "commander";
import type { ReporterInput, WrittenForm } from "../model/reporter.ts";
import { chosenForms } from "../scenario/reporter-choice.ts";

/** What a person chooses a report's files by. */
export interface ReporterOption {
  readonly reporter?: readonly string[];
}

/** Adds the option that says which files of a report are written. */
export function addReporterOption(command: Command): Command {
  return command.option(
    "--reporter <name or file>",
    "which files of the report are written: names (junit, perfetto, …) choose, a file of your own (./mine.ts) is added; may be given several times",
    (word: string, words: readonly string[] = []) => [...words, word],
  );
}

/** The forms that are written, undefined for all of the harness's own; throws UsageError as `chosenForms` does. */
export async function formsOf(words: ReporterOption["reporter"]): Promise<WrittenForm<ReporterInput>[] | undefined> {
  return words === undefined ? undefined : chosenForms(words);
}
