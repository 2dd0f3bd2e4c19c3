import { join } from "node:path";
import { UsageError } from "../model/errors.ts";
import type { EventOf, JournalEvent } from "../model/event.ts";
import type { Journal } from "../model/journal.ts";
import { readJournal } from "./reader.ts";
import { resumeJournal } from "./resume.ts";
import type { UndoState } from "./undo-log.ts";
import { journalFile } from "./writer.ts";

/** What somebody else than the harness did, as its run's journal has it. */
export type UndoDeed = Omit<EventOf<"undo-deed">, "at">;

/** What others than the harness did about a run, as its cluster's undo log says it, in its order. */
export function deedsOfOthers({ begun, deeds }: UndoState, folder: string): UndoDeed[] {
  const ids = new Map(begun.map(({ strike, id }) => [strike, id]));
  return deeds.flatMap(({ by, deed, detail, strike, at: doneAt, folder: of }): UndoDeed[] => {
    if (of !== folder || by === "harness") return [];
    const id = strike === undefined ? undefined : ids.get(strike);
    return [{ type: "undo-deed", by, deed, ...(id === undefined ? {} : { id }), doneAt, detail }];
  });
}

/**
 * Gives the journal of a run whose harness died its end: what others did about the run, as far as it is not there yet,
 * and why it ended. Returns whether it did; it does not where there is no journal, a living process writes it, or the
 * run came to its end. Idempotent.
 */
export async function endDiedRun(folder: string, state: UndoState): Promise<boolean> {
  const path = join(folder, journalFile);
  try {
    const writer = resumeJournal(path, () => {}); // What could not be written shows as a journal without an end.
    try {
      const journal = await readJournal(path);
      // What has no beginning is no run's: nobody could judge it.
      if (journal.events.length === 0) return false;
      const at = Math.ceil(lastMoment(journal) * 10) / 10;
      const told = new Set(journal.events.flatMap((event) => (event.type === "undo-deed" ? [keyOf(event)] : [])));
      for (const deed of deedsOfOthers(state, folder)) if (!told.has(keyOf(deed))) writer.event({ ...deed, at });
      writer.event({ type: "run-end", at, reason: "died" });
      return writer.failure === undefined;
    } finally {
      writer.close();
    }
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

/**
 * The same for every run that is in a cluster's undo log with what others did about it, or with what nobody healed; for
 * whoever comes to the cluster later. Returns the folders whose journals got their end.
 */
export async function endDiedRuns(state: UndoState): Promise<string[]> {
  const { begun, deeds } = state;
  const byHarness = new Set(
    deeds.flatMap(({ by, deed, strike }) => (by === "harness" && deed === "healed" ? [strike] : [])),
  );
  const unhealed = begun.filter(({ strike }) => !byHarness.has(strike));
  const folders = [...unhealed, ...deeds.filter(({ by }) => by !== "harness")].map(({ folder }) => folder);
  const ended: string[] = [];
  for (const folder of new Set(folders)) if (await endDiedRun(folder, state)) ended.push(folder);
  return ended;
}

function keyOf({ by, deed, id, doneAt }: UndoDeed): string {
  return JSON.stringify([by, deed, id, doneAt]);
}

function lastMoment({ events, samples }: Pick<Journal, "events" | "samples">): number {
  const latest = (most: number, { at }: JournalEvent) => Math.max(most, at);
  return samples.reduce((most, { ended }) => Math.max(most, ended), events.reduce(latest, 0));
}
