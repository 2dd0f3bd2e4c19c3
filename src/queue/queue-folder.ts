import { createHash } from "node:crypto";
import { chmodSync } from "node:fs";
import { cacheSubfolder } from "../host/cache-folder.ts";

/**
 * The folder of the tickets of one engine, which all jobs of this user on this machine share; `engine` is whatever tells
 * it from others. Throws UsageError where it cannot be made.
 */
export function queueFolder(engine: string): string {
  // An engine on another machine says what it likes of itself: nothing of that becomes a path.
  const folder = cacheSubfolder("queue", createHash("sha256").update(engine).digest("hex").slice(0, 16));
  chmodSync(folder, 0o700);
  return folder;
}
