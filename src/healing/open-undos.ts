import type { Deed, Healer, Undo, UndoLog } from "../journal/undo-log.ts";
import { messageOf } from "../model/errors.ts";
import type { Evidence, FaultDefinition } from "../model/fault.ts";
import { checkedRuntime } from "../node-tools/checked-runtime.ts";
import type { HealingEngine } from "./begun.ts";
import { proveGone } from "./gone.ts";
import { type PresentContainer, presentHits } from "./own-nodes.ts";
import { takeBack } from "./take-back.ts";

/** How long one fault may take to heal, whatever happens, milliseconds. */
const healTimeoutMs = 60_000;

/** Who heals, on what, and how the rest of the world is asked. */
export interface Healing {
  readonly by: Healer;
  readonly engine: HealingEngine;
  readonly log: UndoLog;
  /** The containers of a cluster of ours that are there now, running or not. */
  present(cluster: string): Promise<readonly PresentContainer[]>;
  /** The fault of a name; throws UsageError where there is none. */
  loadFault(name: string): Promise<FaultDefinition>;
  /** Told of what goes wrong meanwhile, in one line. */
  tell(line: string): void;
  /** Milliseconds; the usual limit where it is not given. */
  readonly timeoutMs?: number;
}

/** What became of one undo. */
export interface UndoResult {
  readonly undo: Undo;
  readonly evidence: Evidence;
}

/**
 * Takes back everything that is open in a cluster's undo log, the newest first, and notes each deed there; never throws.
 * What fails keeps nobody from taking back the rest.
 */
export async function healOpenUndos(healing: Healing, undos = healing.log.read().open): Promise<UndoResult[]> {
  const results: UndoResult[] = [];
  for (const undo of undos) {
    const evidence = await healOne(healing, undo).catch((error: unknown) => ({
      proven: false,
      detail: messageOf(error),
    }));
    noteDeed(healing, undo, evidence);
    results.push({ undo, evidence });
  }
  return results;
}

async function healOne({ engine, present, loadFault, tell, timeoutMs }: Healing, undo: Undo): Promise<Evidence> {
  const definition = await loadFault(undo.fault);
  const params = definition.params.parse(undo.params);
  const hits = presentHits(undo, await present(undo.cluster.name));
  // A log may say anything: what has not the form of what its fault remembers is an error, and nothing is done with it.
  for (const { captured } of hits) definition.captured.parse(captured);
  if (hits.length === 0) return { proven: true, detail: "its containers are gone" };
  const runtime = checkedRuntime(engine, undo.cluster);
  return takeBack(
    engine,
    { strike: undo.strike, definition, params, hits, runtime },
    {
      timeoutMs: timeoutMs ?? healTimeoutMs,
      tell: (problem) => tell(`healing ${undo.id}: ${problem}`),
      prove: proveGone,
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
