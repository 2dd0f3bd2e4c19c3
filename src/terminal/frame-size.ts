/** Columns and rows that lines at the bottom of a terminal may use. */
export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/** Rows that are left for what is told meanwhile, at most: more is seen by scrolling back. */
const mostLogRows = 6;

/**
 * The room on a terminal: one column stays free, because a line that fills its row may or may not begin another; one row
 * has the cursor, and a quarter of the others, at most six, shows what was told last.
 */
export function frameSizeOf(terminal: Partial<Pick<NodeJS.WriteStream, "columns" | "rows">>): FrameSize {
  // Both are 0 or absent where a terminal does not know them; these are of the VT100.
  const [columns, rows] = [terminal.columns || 80, terminal.rows || 24];
  const logRows = Math.min(mostLogRows, Math.floor(rows / 4));
  return { width: Math.max(1, columns - 1), height: Math.max(1, rows - 1 - logRows) };
}
