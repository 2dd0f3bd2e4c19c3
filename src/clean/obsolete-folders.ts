import { type Claim, isAlive, releaseClaim } from "../cluster/claims.ts";
import { noteGone } from "../healing/logged.ts";
import { toStderr } from "../terminal/output.ts";
import type { CleanUpAction } from "./clean-up-action.ts";

/**
 * Removes what this machine kept of clusters that are on this engine no more; what is of another engine's, or of one that
 * nobody knows, stays. `claims` were read before the engine was asked for its
 * clusters: one that is made meanwhile is not among them.
 */
export async function removeObsolete(
  claims: readonly Claim[],
  there: ReadonlySet<string>,
  engine: string,
  dryRun: boolean,
): Promise<CleanUpAction[]> {
  const obsolete = claims.filter((claim) => {
    if (isAlive(claim) || there.has(claim.cluster)) return false;
    return claim.engine !== "" && claim.engine === engine;
  });
  const actions: CleanUpAction[] = [];
  for (const { cluster } of obsolete) {
    if (!dryRun) {
      await noteGone(cluster, "its cluster is gone", (line) => toStderr(`${cluster}: ${line}\n`));
      await releaseClaim(cluster, "gone");
    }
    actions.push({ what: "delete", cluster, detail: "what this machine kept of it; it is there no more", ok: true });
  }
  return actions;
}
