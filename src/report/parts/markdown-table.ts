/** A table in Markdown; nothing where it has no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Text as it is, on one line: nothing in it ends a cell, starts a tag or emphasis. */
export function plain(text: string): string {
  return text
    .replaceAll(/[\\|*]/g, "\\$&")
    .replaceAll("<", "&lt;")
    .replaceAll(/\s*\n\s*/g, " ");
}
