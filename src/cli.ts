import { Command, CommanderError } from "commander";
import { register as registerAudit } from "./commands/audit.ts";
import { register as registerCalibrate } from "./commands/calibrate.ts";
import { register as registerClean } from "./commands/clean.ts";
import { register as registerDoctor } from "./commands/doctor.ts";
import { register as registerList } from "./commands/list.ts";
import { register as registerMonitor } from "./commands/monitor.ts";
import { register as registerPlan } from "./commands/plan.ts";
import { register as registerReplay } from "./commands/replay.ts";
import { register as registerRun } from "./commands/run.ts";
import { register as registerSetup } from "./commands/setup.ts";
import { messageOf, PlatformError, UsageError } from "./model/errors.ts";
import { harnessVersion } from "./run/provenance.ts";

const program = new Command("chaos")
  .description(
    "Breaks real multi-control-plane kind clusters on purpose and judges what high availability really guaranteed.",
  )
  .version(harnessVersion(), "-V, --version", "print the version and nothing else")
  .exitOverride();

for (const register of [
  registerRun,
  registerPlan,
  registerList,
  registerReplay,
  registerClean,
  registerDoctor,
  registerSetup,
  registerCalibrate,
  registerMonitor,
  registerAudit,
]) {
  register(program);
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
  const expected = error instanceof UsageError || error instanceof PlatformError;
  process.stderr.write(expected ? `chaos: ${messageOf(error)}\n` : `chaos: this is a bug\n${(error as Error).stack}\n`);
  return 2;
}
