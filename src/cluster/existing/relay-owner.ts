import { statSync } from "node:fs";
import { hostname } from "node:os";
import { cacheSubfolder } from "../../host/cache-folder.ts";

/** Label of a relay: whose it is. */
export const relayOwnerLabel = "org.kind-chaos.relay-owner";

/**
 * Tells this user's cache folder on this machine from every other one: only who has the same claims knows whether a relay
 * is used, and others on the same engine leave it alone. Throws UsageError where there is no such folder.
 */
export function relayOwner(): string {
  const { dev, ino } = statSync(cacheSubfolder("clusters"));
  return `${hostname()}:${dev}:${ino}`;
}
