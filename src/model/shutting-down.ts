import type { ExecResult } from "./node-runtime.ts";

/**
 * Asks a container whether it is shutting down: a stop that was asked for goes on after who asked for it has died, for as
 * long as its services take, and the engine does not tell of it. Ends well also where there is no systemd.
 */
export const shuttingDownQuestion: readonly string[] = ["sh", "-c", "systemctl is-system-running 2>/dev/null || true"];

/** Whether the answer says so. */
export function isShuttingDown({ stdout }: Pick<ExecResult, "stdout">): boolean {
  return stdout.trim() === "stopping";
}
