import type { Between } from "../../model/upgrade-report.ts";
import type { Moment } from "./histories.ts";

/** What one thing said of itself from a moment on. */
export interface Told {
  /** When that began, at its widest: what was told again after a silence may have begun with the silence. */
  readonly at: Between;
  /** The look that showed it, after the one before it: when nobody can have known yet, and when it was known. */
  readonly look: Between;
  /** Undefined: it is there and does not tell; null: it is gone. */
  readonly value: string | null | undefined;
}

/**
 * What one thing told, moment by moment. A look that reads the rest of its part says nothing of a thing that is silent
 * in it: what is new then came after the last look in which this thing told, not after the last that could read.
 */
export function toldOf<State>(
  moments: readonly Moment<State>[],
  wordOf: (state: State) => string | undefined,
): readonly Told[] {
  const told: Told[] = [];
  let silence: Told | undefined;
  for (const { at, state } of moments) {
    const value = state === undefined ? null : wordOf(state) || undefined;
    if (value === undefined) {
      if (silence !== undefined) continue;
      silence = { at, look: at, value };
      told.push(silence);
      continue;
    }
    const from: Between = value === null || silence === undefined ? at : [silence.at[0], at[1]];
    told.push({ at: from, look: at, value });
    silence = undefined;
  }
  return told;
}
