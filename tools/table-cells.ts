/** Cells of a row of a Markdown table, with what stands around them; a bar after a backslash is no border. */
export function partsOf(row: string): string[] {
  return row.split(/(?<!\\)\|/);
}
