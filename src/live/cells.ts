import type { Cell, LaneState } from "./live-snapshot.ts";

/** A cell's character: higher is slower, and what is not answered is no bar; told apart without colour. */
export const cellCharacters: Readonly<Record<Cell, string>> = {
  none: "·",
  fast: "▁",
  usual: "▂",
  long: "▃",
  longer: "▅",
  slow: "▇",
  unknown: "?",
  part: "/",
  failed: "✗",
};

/** What each cell means, for a legend. */
export const cellWords: Readonly<Record<Cell, string>> = {
  none: "nothing asked",
  fast: "up to 10 ms",
  usual: "30 ms",
  long: "100 ms",
  longer: "1 s",
  slow: "longer",
  unknown: "a write without an answer",
  part: "some failed",
  failed: "all failed",
};

/** Cells as runs of the same kind, in their order. */
export function runsOf(cells: readonly Cell[]): { readonly cell: Cell; readonly length: number }[] {
  const runs: { cell: Cell; length: number }[] = [];
  for (const cell of cells) {
    const last = runs.at(-1);
    if (last?.cell === cell) last.length += 1;
    else runs.push({ cell, length: 1 });
  }
  return runs;
}

/** A lane's state as one character, which needs no colour. */
export const laneMarks: Readonly<Record<LaneState, string>> = { ok: "✓", degraded: "~", out: "✗", quiet: "·" };
