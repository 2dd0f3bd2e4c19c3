import { isAlive, readClaim } from "../cluster/claims.ts";
import { type FoundRelay, findRelays } from "../cluster/existing/relay.ts";
import type { Engine } from "../host/engine.ts";
import type { CleanUpAction } from "./clean-up-action.ts";

/** Which relays are lost, and what is done. */
export interface LostRelayOptions {
  /** The clusters of which something is noted: their relays are removed when they are given back. */
  readonly noted: ReadonlySet<string>;
  /** The one cluster of which they are; of all where it is not given. */
  readonly cluster?: string | undefined;
  /** Whether those of other users and machines go too. */
  readonly all: boolean;
  readonly dryRun: boolean;
}

/**
 * Removes relays of clusters of which nothing is noted any more, and that nobody uses. Of one of another user or machine
 * nobody here knows that: it stays unless it is said that all go.
 */
export async function removeLostRelays(engine: Engine, options: LostRelayOptions): Promise<CleanUpAction[]> {
  const { noted, cluster: only, all, dryRun } = options;
  const actions: CleanUpAction[] = [];
  for (const relay of await findRelays(engine, only)) {
    const { id, name, cluster, isOwn } = relay;
    const claim = readClaim(cluster);
    if (isOwn && (noted.has(cluster) || (claim !== undefined && isAlive(claim)))) continue;
    if (!isOwn && !all) {
      const detail = `the relay ${name}, because nobody knows whose it is; --all removes it`;
      actions.push({ what: "keep", cluster, detail, ok: true });
      continue;
    }
    if (!dryRun) await engine.containers.remove(id);
    actions.push(relayRemoved(relay));
  }
  return actions;
}

/** This user's relays of a cluster, as what is done about them. */
export async function relaysOf(engine: Engine, name: string): Promise<CleanUpAction[]> {
  return (await findRelays(engine, name)).filter(({ isOwn }) => isOwn).map(relayRemoved);
}

function relayRemoved({ cluster, name }: FoundRelay): CleanUpAction {
  return { what: "delete", cluster, detail: `the relay ${name}`, ok: true };
}
