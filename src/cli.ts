import { Command, CommanderError } from "commander";
import { describeBug } from "./command-line/bug.ts";
import { isMachineError, messageOf, PlatformError, UsageError } from "./model/errors.ts";
import { plainText } from "./model/plain-text.ts";
import { harnessVersion } from "./run/provenance.ts";
import { guardOutput, toStderr, toStdout } from "./terminal/output.ts";

/** The verbs in the order of the help; the file of each is loaded only where it, or the help of all, is asked for. */
const verbs = ["run", "plan", "list", "replay", "clean", "doctor", "setup", "calibrate", "monitor", "audit"] as const;

guardOutput();
// What a run makes of it is the business of whoever listens for its interruption; else nothing is broken that could be
// healed.
process.on("uncaughtException", (error) => {
  if (process.listenerCount("uncaughtException") > 1) return;
  toStderr(describeBug(error));
  process.exit(2);
});

const program = new Command("chaos")
  .description(
    "Breaks real multi-control-plane kind clusters on purpose and judges what high availability really guaranteed.",
  )
  .version(harnessVersion(), "-V, --version", "print the version and nothing else")
  .configureOutput({ writeOut: toStdout, writeErr: toStderr })
  .exitOverride();

const verb = verbs.find((name) => name === process.argv[2]);
for (const name of verb === undefined ? verbs : [verb]) {
  const command: { register(program: Command): void } = await import(`./commands/${name}.ts`);
  command.register(program);
}
for (const command of program.commands) command.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** One line for what a person can mend, the stack for a bug; returns the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const expected = error instanceof UsageError || error instanceof PlatformError || isMachineError(error);
  toStderr(expected ? `chaos: ${plainText(messageOf(error))}\n` : describeBug(error));
  return 2;
}
