import { PlatformError } from "../../model/errors.ts";
import type { RunContext } from "../context.ts";

/** Whether somebody watches who can take it back; journals why not. */
export async function isWatched(run: RunContext, id: string): Promise<boolean> {
  try {
    await run.guard.ready();
    return !isStopped(run, `${id} is not injected`);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    run.emit({ type: "error", code: error.code, message: `${id} was not injected: ${error.message}` });
    return false;
  }
}

/** Whether nothing more may be broken; journals what that means, and why. */
export function isStopped({ guard, emit }: RunContext, consequence: string): boolean {
  const why = guard.stopped();
  if (why !== undefined) emit({ type: "note", text: `${consequence}: ${why}` });
  return why !== undefined;
}
