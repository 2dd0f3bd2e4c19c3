import type { Deed, Healer, Undo, UndoLog } from "../journal/undo-log.ts";
import { messageOf } from "../model/errors.ts";
import type { Evidence, FaultDefinition } from "../model/fault.ts";
import { checkedRuntime } from "../node-tools/checked-runtime.ts";
import { restoreAddresses } from "./addresses.ts";
import { type AddressAsMade, addressesAsMade, nodesAsMade } from "./as-made.ts";
import type { GuardedEngine } from "./begun.ts";
import { takeBackForGood } from "./escalation.ts";
import { proveGone } from "./gone.ts";
import { type PresentContainer, presentHits } from "./own-nodes.ts";
import type { EscalationLimits } from "./stages.ts";

/** How long one fault may take to heal by its own undo, milliseconds, where it does not say more. */
const healTimeoutMs = 60_000;

/** Who heals, on what, and how the rest of the world is asked. */
export interface Healing {
  readonly by: Healer;
  readonly engine: GuardedEngine;
  readonly log: UndoLog;
  /** The containers of a cluster of ours that are there now, running or not. */
  present(cluster: string): Promise<readonly PresentContainer[]>;
  /** The fault of a name; throws UsageError where there is none. */
  loadFault(name: string): Promise<FaultDefinition>;
  /** Told of what goes wrong meanwhile, in one line. */
  tell(line: string): void;
  /** Milliseconds; the usual limit where it is not given. */
  readonly timeoutMs?: number;
  /** Those of what is done where that does not help; the usual ones where they are not given. */
  readonly limits?: EscalationLimits;
}

/** What became of one undo. */
export interface UndoResult {
  readonly undo: Undo;
  readonly evidence: Evidence;
}

/**
 * Takes back everything that is open in a cluster's undo log, the newest first, and notes each deed there; never throws.
 * What fails keeps nobody from taking back the rest. A node on which a fault does not heal is restarted; the cluster is
 * never given up here, because it may be somebody's.
 */
export async function healOpenUndos(healing: Healing, undos = healing.log.read().open): Promise<UndoResult[]> {
  const results: UndoResult[] = [];
  const addressesOf = readOnce(healing.log);
  for (const undo of undos) {
    const evidence = await healOne(healing, undo, addressesOf).catch((error: unknown) => ({
      proven: false,
      detail: messageOf(error),
    }));
    noteDeed(healing, undo, evidence);
    results.push({ undo, evidence });
  }
  return results;
}

/** With which addresses a cluster was made, read when the first of its undos is taken back, and then known. */
function readOnce(log: UndoLog): (cluster: string) => AddressAsMade {
  const known = new Map<string, AddressAsMade>();
  return (cluster) => {
    const addresses = known.get(cluster) ?? addressesAsMade(cluster, log.read());
    known.set(cluster, addresses);
    return addresses;
  };
}

async function healOne(
  { engine, present, loadFault, tell, timeoutMs, limits }: Healing,
  undo: Undo,
  addressesOf: ReturnType<typeof readOnce>,
): Promise<Evidence> {
  const definition = await loadFault(undo.fault);
  const params = definition.params.parse(undo.params);
  const hits = presentHits(undo, await present(undo.cluster.name));
  // A log may say anything: what has not the form of what its fault remembers is an error, and nothing is done with it.
  for (const { captured } of hits) definition.captured.parse(captured);
  const [first] = hits;
  if (first === undefined) return { proven: true, detail: "its containers are gone" };
  const own = engine.only(first.context.cluster.nodes);
  const nodes = nodesAsMade(first.context.cluster, addressesOf(undo.cluster.name));
  for (const { what, done, ok } of await restoreAddresses(own, undo.cluster.network, nodes))
    tell(`healing ${undo.id}: ${what}: ${ok ? "put back" : done}`);
  const runtime = checkedRuntime(own, undo.cluster);
  return takeBackForGood(
    own,
    { strike: undo.strike, definition, params, hits, runtime },
    {
      timeoutMs: timeoutMs ?? definition.healsMs ?? healTimeoutMs,
      tell: (problem) => tell(`healing ${undo.id}: ${problem}`),
      prove: proveGone,
      onStage: (_stage, detail) => tell(`healing ${undo.id}: ${detail}`),
      ...(limits === undefined ? {} : { limits }),
    },
  );
}

/** A deed that cannot be written was done all the same: the undo stays open and is carried out once more, harmlessly. */
function noteDeed({ by, log, tell }: Healing, { strike, folder }: Undo, { proven, detail }: Evidence): void {
  const deed: Deed = {
    deed: proven ? "healed" : "not-healed",
    strike,
    folder,
    by,
    at: new Date().toISOString(),
    detail,
  };
  try {
    log.note(deed);
  } catch (error) {
    tell(messageOf(error));
  }
}
