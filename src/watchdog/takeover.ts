import type { Undo, UndoState } from "../journal/undo-log.ts";

/** Why the watchdog of a harness took over, in words. */
export function describeTakeover(pid: number, silenceMs: number, lives: boolean): string {
  if (!lives) return `the harness, process ${pid}, is gone`;
  return `the harness, process ${pid}, did not answer for ${silenceMs / 1_000} s`;
}

/**
 * What a watchdog that took over takes back once the harness has ended, newest first: what it found open then and is
 * still, and what it healed itself while that one, dying or living on, may still have struck. What the harness saw healed
 * is; what others broke since is theirs.
 */
export function doubtful({ begun, deeds, open }: UndoState, folder: string, found: readonly Undo[]): Undo[] {
  const healed = deeds.filter(({ deed, by }) => deed === "healed" && by === "harness").map(({ strike }) => strike);
  const isOwn = (undo: Undo) => undo.folder === folder && !healed.includes(undo.strike);
  const isLeft = ({ strike }: Undo) => [found, open].every((undos) => undos.some((undo) => undo.strike === strike));
  return begun.filter((undo) => isOwn(undo) || isLeft(undo)).toReversed();
}
