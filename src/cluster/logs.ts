import { existsSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { run } from "../host/command.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import { cleanLogs } from "./clean-logs.ts";
import { collectEtcdLogs } from "./external-etcd.ts";
import { kindEnvironment, reasonOf } from "./kind-command.ts";

/**
 * Writes the logs of every node of a cluster into a folder, as `kind export logs` does, without keys and tokens; throws
 * PlatformError when it wrote none.
 */
export async function collectLogs(kind: string, name: string, folder: string): Promise<void> {
  const result = await run([kind, "export", "logs", folder, "--name", name], {
    env: kindEnvironment(name),
    timeoutMs: 180_000,
    // Ctrl-C in a terminal reaches every process of its group: what tidies up must not be hit by it.
    group: true,
  });
  await collectEtcdLogs(name, folder);
  // kind fails as a whole when one of its many commands does, a tool missing in the image for example, and writes the
  // rest.
  const written = existsSync(folder) && readdirSync(folder).length > 0;
  if (result.exitCode !== 0 && !written) {
    throw new PlatformError("logs", `kind could not collect the logs of ${name}: ${reasonOf(result.stderr)}`);
  }
  try {
    await cleanLogs(folder);
  } catch (cause) {
    // Logs of which it is not known what is in them are not left where people upload them from.
    await rm(folder, { recursive: true, force: true });
    throw new PlatformError("logs", `the logs of ${name} could not be freed of secrets: ${messageOf(cause)}`, {
      cause,
    });
  }
}
