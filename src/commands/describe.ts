import type { Command } from "commander";
import { plainTexts } from "../model/plain-text.ts";
import { describe } from "../scenario/description/describe.ts";
import { describedKinds, renderDescription } from "../scenario/description/description.ts";
import { namedBy } from "../scenario/description/named.ts";
import { toStdout } from "../terminal/output.ts";
import { terminalOf } from "../terminal/terminal.ts";

/** Adds `describe`: one thing of the library in words. */
export function register(program: Command): void {
  program
    .command("describe")
    .description("explain a scenario, or what scenarios are made of: a fault, a guarantee, a topology, …")
    .argument("<words...>", `a name, or a kind and a name; kinds: ${describedKinds.join(", ")}`)
    .option("--json", "print the description as JSON on standard output, nothing else there (docs/json.md)")
    .addHelpText(
      "after",
      "\nChanges nothing.\n\nExamples:\n  npx kind-chaos describe etcd-minority\n" +
        "  npx kind-chaos describe fault node-kill\n  npx kind-chaos describe ./my-scenario.ts\n",
    )
    .action(run);
}

async function run(words: string[], options: { readonly json?: boolean }): Promise<void> {
  const description = plainTexts(await describe(namedBy(words)));
  const { width } = terminalOf(process.stdout);
  toStdout(
    options.json
      ? `${JSON.stringify({ version: 1, ...description }, null, 2)}\n`
      : renderDescription(description, width),
  );
}
