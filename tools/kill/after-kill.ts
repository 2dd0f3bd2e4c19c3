import { undoLogOf } from "../../src/cluster/cluster-folder.ts";
import { labelledContainers } from "../../src/cluster/ownership.ts";
import { hold } from "../../src/host/clock.ts";
import type { Engine } from "../../src/host/engine.ts";
import { type Deed, openUndoLog, type UndoState } from "../../src/journal/undo-log.ts";
import { messageOf } from "../../src/model/errors.ts";
import { leftovers } from "../../test/e2e/support/leftovers.ts";

/** Between two looks, milliseconds. */
const everyMs = 500;

/** What was seen of a cluster after a kill. */
export interface Aftermath {
  /** From a moment of `performance.now` until nothing was left, milliseconds; undefined where something stayed. */
  readonly goneMs: number | undefined;
  /** What was left in the last look, "node: what". */
  readonly left: readonly string[];
}

/** What the undo log of a cluster says. */
export function undoState(cluster: string): UndoState {
  const log = openUndoLog(undoLogOf(cluster));
  try {
    return log.read();
  } finally {
    log.close();
  }
}

/**
 * Looks, and does nothing else, until nothing of any fault is left on any node and the undo log has nothing open, in two
 * looks in a row; until so many milliseconds have passed since a moment of `performance.now`.
 */
export async function untilNothingIsLeft(
  engine: Engine,
  cluster: string,
  sinceMs: number,
  limitMs: number,
): Promise<Aftermath> {
  for (let clearAtMs: number | undefined; ; await hold(everyMs)) {
    const lookedAtMs = performance.now();
    const left = await whatIsLeft(engine, cluster);
    if (left.length > 0) clearAtMs = undefined;
    else if (clearAtMs !== undefined) return { goneMs: clearAtMs - sinceMs, left };
    else clearAtMs = lookedAtMs;
    if (left.length > 0 && performance.now() - sinceMs > limitMs) return { goneMs: undefined, left };
  }
}

async function whatIsLeft(engine: Engine, cluster: string): Promise<string[]> {
  try {
    const { open, problems } = undoState(cluster);
    // Of a cluster that is gone nothing is left because nobody could leave it there.
    if ((await labelledContainers(engine, cluster)).length === 0) return [`${cluster} is gone`];
    const told = [...open.map(({ id, fault }) => `the undo of ${id} (${fault}) is open`), ...problems];
    return [...told, ...(await leftovers(engine, cluster))];
  } catch (error) {
    // Where nobody can look, nobody knows that nothing is left.
    return [messageOf(error)];
  }
}

/** Who took back what was broken, after a moment in UTC as the log writes it. */
export function healersSince({ deeds, begun }: Pick<UndoState, "deeds" | "begun">, folder: string, at: string): string {
  const own = deeds.filter((deed) => deed.deed === "healed" && deed.folder === folder);
  const after = own.filter((deed: Deed) => deed.at >= at).map(({ by }) => by);
  if (after.length > 0) return [...new Set(after)].join(", ");
  if (own.length > 0) return `${own.at(-1)?.by}, before`;
  return begun.some((undo) => undo.folder === folder) ? "nobody" : "nothing was begun";
}
