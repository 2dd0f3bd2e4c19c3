import { existsSync } from "node:fs";
import { undoLogOf } from "../cluster/cluster-folder.ts";
import { endDiedRuns } from "../journal/died-run.ts";
import { openUndoLog, type Undo, type UndoLog, type UndoState } from "../journal/undo-log.ts";
import { messageOf } from "../model/errors.ts";
import type { Found } from "./found.ts";
import { type Healing, healOpenUndos } from "./open-undos.ts";

/**
 * Takes back what is open in a cluster's undo log, and says what nobody can take back because it is not understood;
 * nothing where there is no log.
 */
export async function healLogged(cluster: string, healing: Omit<Healing, "log">, dryRun: boolean): Promise<Found[]> {
  return (
    (await withLog(cluster, async (log) => {
      const { open, problems } = log.read();
      const unknown = problems.map((problem) => ({
        what: `a line of ${undoLogOf(cluster)} that nobody understands`,
        done: `${problem}; by hand: make sure that the cluster is well, then delete the file`,
        ok: false,
      }));
      if (dryRun)
        return [...unknown, ...open.map((undo) => ({ what: describeUndo(undo), done: "its undo", ok: true }))];
      const results = await healOpenUndos({ ...healing, log }, open);
      await endJournals(log.read(), healing.tell);
      return [
        ...unknown,
        ...results.map(({ undo, evidence: { proven, detail } }) => ({
          what: describeUndo(undo),
          done: detail,
          ok: proven,
        })),
      ];
    })) ?? []
  );
}

/** What was broken on a cluster by its undo log; nothing where there is no log. */
export async function loggedState(cluster: string): Promise<UndoState> {
  return (await withLog(cluster, async (log) => log.read())) ?? { open: [], begun: [], deeds: [], problems: [] };
}

/** Notes of everything that is open that its cluster is gone, and with it what was broken; in the runs' journals, too. */
export async function noteGone(cluster: string, detail: string, tell: Healing["tell"]): Promise<void> {
  await withLog(cluster, async (log) => {
    const { open } = log.read();
    for (const { strike, folder } of open)
      log.note({ deed: "healed", strike, folder, by: "clean", at: new Date().toISOString(), detail });
    await endJournals(log.read(), tell);
  });
}

/** Writes into the journals of runs that died what others did about them; a journal that cannot be written is told. */
async function endJournals(state: UndoState, tell: Healing["tell"]): Promise<void> {
  try {
    await endDiedRuns(state);
  } catch (error) {
    tell(messageOf(error));
  }
}

/** A fault that was not taken back, in words. */
export function describeUndo({ id, fault, hits, folder }: Undo): string {
  return `${id} (${fault} on ${hits.map(({ node }) => node).join(", ")}) of ${folder}`;
}

async function withLog<T>(cluster: string, work: (log: UndoLog) => Promise<T>): Promise<T | undefined> {
  if (!existsSync(undoLogOf(cluster))) return undefined;
  const log = openUndoLog(undoLogOf(cluster));
  try {
    return await work(log);
  } finally {
    log.close();
  }
}
