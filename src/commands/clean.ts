import type { Command } from "commander";
import { type CleanOptions, clean } from "../clean/clean.ts";
import { describeCleanUp } from "../clean/clean-up-action.ts";
import { tellEngine } from "../command-line/engine-line.ts";
import { keepChosenEngine } from "../host/docker/context.ts";
import { Engine } from "../host/engine.ts";
import { isFolder } from "../host/is-folder.ts";
import { UsageError } from "../model/errors.ts";
import { plainTexts } from "../model/plain-text.ts";
import { toStdout } from "../terminal/output.ts";
import { terminalOf } from "../terminal/terminal.ts";

/** Throws UsageError for a path that is something else than a folder: whoever says it means another one. */
function mustBeFolder(reports: string | undefined): void {
  if (reports !== undefined && isFolder(reports) === false) throw new UsageError(`${reports}: is no folder`);
}

/** Adds `clean`: finishes what a run that died left broken, and deletes its cluster. */
export function register(program: Command): void {
  program
    .command("clean")
    .description("heal what runs that died left broken, delete the clusters and namespaces that they left")
    .option(
      "--all",
      "delete kept clusters too; one of --cluster that kind-chaos did not make is taken as it is instead",
    )
    .option("--cluster <name>", "this cluster only")
    .option("--undo-only", "heal, and delete no cluster")
    .option("--dry-run", "say what would be done, and do nothing")
    .option("--kubeconfig <file>", "how to reach the cluster of a monitor that left its namespace there")
    .option("--context <name>", "a context of that kubeconfig (default: its current one)")
    .option("--json", "print the result as JSON on standard output")
    .option("--reports <folder>", "taken for the sake of older scripts: what is to be cleaned is in no run's folder")
    .addHelpText("after", "\nExamples:\n  npx kind-chaos clean\n  npx kind-chaos clean --all --dry-run\n")
    .action(async (options: CleanOptions & { readonly reports?: string }) => {
      mustBeFolder(options.reports);
      const { width } = terminalOf(process.stdout);
      keepChosenEngine();
      const engine = new Engine();
      await tellEngine(engine);
      const actions = plainTexts(await clean(engine, options));
      if (options.json) toStdout(`${JSON.stringify({ version: 1, actions }, null, 2)}\n`);
      else
        toStdout(
          actions.length === 0
            ? "nothing to clean\n"
            : actions.map((action) => describeCleanUp(action, width)).join(""),
        );
      if (actions.some((action) => !action.ok)) process.exitCode = 2;
    });
}
