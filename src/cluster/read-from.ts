import type { Engine } from "../host/engine.ts";
import { PlatformError } from "../model/errors.ts";

/** What a script prints in a container; throws PlatformError "settings" where it ends otherwise. */
export async function readFrom(engine: Pick<Engine, "exec">, node: string, script: string): Promise<string> {
  const { exitCode, stdout, stderr } = await engine.exec(node, ["sh", "-c", script]);
  if (exitCode === 0) return stdout;
  throw new PlatformError("settings", `${node} did not tell its settings (exit code ${exitCode}): ${stderr.trim()}`);
}
