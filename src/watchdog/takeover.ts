import type { Undo, UndoState } from "../journal/undo-log.ts";

/** Why the watchdog of a harness took over, in words. */
export function describeTakeover(pid: number, silenceMs: number, lives: boolean): string {
  if (!lives) return `the harness, process ${pid}, is gone`;
  return `the harness, process ${pid}, did not answer for ${silenceMs / 1_000} s`;
}

/**
 * What a watchdog that took over takes back once the harness has ended, newest first: all that is open, and what it
 * healed itself while that one, dying or living on, may still have struck. What the harness saw healed is.
 */
export function doubtful({ begun, deeds, open }: UndoState, folder: string): Undo[] {
  const seen = new Set(deeds.flatMap(({ by, deed, strike }) => (by === "harness" && deed === "healed" ? [strike] : [])));
  const own = begun.filter((undo) => undo.folder === folder && !seen.has(undo.strike));
  return begun.filter((undo) => open.includes(undo) || own.includes(undo)).toReversed();
}
