/**
 * A table in Markdown; nothing where it has no rows. `inCell` makes the text of a cell: the harness's own Markdown may be
 * given another.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  inCell: (text: string) => string = plain,
): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const made = (cells: readonly string[]) => line(cells.map(inCell));
  return [made(head), line(head.map(() => "---")), ...rows.map(made)].join("\n");
}

/**
 * Text as it is, on one line: nothing in it ends a cell or starts a tag, a link, code, emphasis, a heading, a list or an
 * entity, and no web address in it becomes a link.
 */
export function plain(text: string): string {
  return text
    .replaceAll(/\s*\n\s*/g, " ")
    .trim()
    .replaceAll(/[\\|*`[\]~]/g, "\\$&")
    .replaceAll(/&(?=#?\w{1,40};)/g, "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/(?<![A-Za-z0-9_])_+|_+(?![A-Za-z0-9_])/g, (run) => "\\_".repeat(run.length))
    .replaceAll(/:(?=\/\/)|(?<=www)\./gi, "\\$&")
    .replace(/^(\d{1,9})(?=[.)](?:\s|$))/, "$1\\")
    .replace(/^[#>+=-]/, "\\$&");
}

/** Text as code within a line; an accent in it would end it. */
export function code(text: string): string {
  return `\`${text.replaceAll(/\s*\n\s*/g, " ").replaceAll("`", "'")}\``;
}
