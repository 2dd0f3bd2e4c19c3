import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { messageOf, UsageError } from "../model/errors.ts";

/**
 * The folder for whatever is built or downloaded once per machine, absolute: $KIND_CHAOS_CACHE, else the user's own cache
 * folder. A relative $XDG_CACHE_HOME counts as none, as the XDG Base Directory Specification wants it.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.KIND_CHAOS_CACHE) return resolve(env.KIND_CHAOS_CACHE);
  const { XDG_CACHE_HOME: own = "" } = env;
  return join(isAbsolute(own) ? own : join(homedir(), ".cache"), "kind-chaos");
}

/**
 * A folder inside the cache folder, created when it is missing; throws UsageError where it cannot be, or where this user
 * may not write into it, as after a call by root.
 */
export function cacheSubfolder(...parts: readonly string[]): string {
  const folder = join(cacheFolder(), ...parts);
  try {
    makeFolder(folder);
  } catch (cause) {
    throw new UsageError(
      `${folder}: the folder for what is kept cannot be made: ${messageOf(cause)}; KIND_CHAOS_CACHE names another place`,
      { cause },
    );
  }
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new UsageError(
      `${folder}: this user may not write there: give the folder to the user, or name another with KIND_CHAOS_CACHE`,
      { cause },
    );
  }
  return folder;
}

/** Makes a folder with those above it. Node's own way never ends below /proc, where nothing can be made (24.21). */
function makeFolder(folder: string): void {
  if (!existsSync(dirname(folder))) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // It is there, or another process has made it meanwhile.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
