import { Command, CommanderError } from "commander";
import { describeBug } from "./command-line/bug.ts";
import { errorCodeOf, errorWordsOf, tellJsonError } from "./command-line/json-error.ts";
import { refuseUnknownWord } from "./command-line/unknown-word.ts";
import { isMachineError, messageOf, PlatformError, UsageError } from "./model/errors.ts";
import { plainText } from "./model/plain-text.ts";
import { harnessVersion } from "./run/provenance.ts";
import { fitted } from "./terminal/layout.ts";
import { guardOutput, toStderr, toStdout } from "./terminal/output.ts";
import { terminalOf } from "./terminal/terminal.ts";

/** The verbs in the order of the help; the file of each is loaded only where it, or the help of all, is asked for. */
const verbs = [
  "run",
  "plan",
  "list",
  "describe",
  "replay",
  "report",
  "open",
  "index",
  "merge",
  "compare",
  "reference",
  "history",
  "config",
  "clean",
  "prune",
  "doctor",
  "setup",
  "calibrate",
  "monitor",
  "audit",
  "preflight",
  "upgrade",
  "init",
  "completion",
] as const;

guardOutput();
// What a run makes of it is the business of whoever listens for its interruption; else nothing is broken that could be
// healed.
process.on("uncaughtException", (error) => {
  if (process.listenerCount("uncaughtException") > 1) return;
  tellJsonError("bug", errorWordsOf(error));
  toStderr(describeBug(error));
  process.exit(2);
});

const examples = `
A scenario alone is run: "kind-chaos etcd-minority" is "kind-chaos run etcd-minority".

Examples:
  npx kind-chaos list
  npx kind-chaos describe etcd-minority
  npx kind-chaos plan etcd-minority
  npx kind-chaos etcd-minority
  npx kind-chaos replay reports/etcd-minority-20261123T110000Z
`;

const program = new Command("kind-chaos")
  .description(
    "Breaks real multi-control-plane kind clusters on purpose and judges what high availability really guaranteed.",
  )
  .version(harnessVersion(), "-V, --version", "print the version and nothing else")
  .configureOutput({
    writeOut: (text) => toStdout(fitted(text, terminalOf(process.stdout).width)),
    // An error is one line, whatever its length: people search logs for it.
    writeErr: toStderr,
    getOutHelpWidth: () => terminalOf(process.stdout).width,
  })
  .addHelpText("after", examples)
  .exitOverride();

const [, , word = ""] = process.argv;
const verb = verbs.find((name) => name === word);
for (const name of ["--version", "-V"].includes(word) ? [] : verb === undefined ? verbs : [verb]) {
  const command: { register(program: Command): void } = await import(`./commands/${name}.ts`);
  command.register(program);
}
for (const command of program.commands) command.exitOverride();

try {
  refuseUnknownWord(process.argv[2], [...verbs, "help"]);
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** One line for what a person can mend, the stack for a bug; returns the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  tellJsonError(errorCodeOf(error), errorWordsOf(error));
  // Commander has said it in its own words.
  if (error instanceof CommanderError) return 2;
  const expected = error instanceof UsageError || error instanceof PlatformError || isMachineError(error);
  toStderr(expected ? `chaos: ${plainText(messageOf(error))}\n` : describeBug(error));
  return 2;
}
