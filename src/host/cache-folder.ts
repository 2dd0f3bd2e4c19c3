import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { messageOf, UsageError } from "../model/errors.ts";

/**
 * The folder for whatever is built or downloaded once per machine: $KIND_CHAOS_CACHE, else the user's own cache folder.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.KIND_CHAOS_CACHE) return env.KIND_CHAOS_CACHE;
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "kind-chaos");
}

/** A folder inside the cache folder, created when it is missing; throws UsageError where it cannot be. */
export function cacheSubfolder(...parts: readonly string[]): string {
  const folder = join(cacheFolder(), ...parts);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new UsageError(`${folder}: the folder for what is kept cannot be made: ${messageOf(cause)}`, { cause });
  }
  return folder;
}
