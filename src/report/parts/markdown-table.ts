/** A cell is cut here, characters: one answer of a cluster must not fill a page. */
const mostInCell = 600;

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
  return [...tableHead(head, inCell), ...rows.map((cells) => tableRow(cells, inCell))].join("\n");
}

/** The lines above the rows of a table. */
export function tableHead(head: readonly string[], inCell: (text: string) => string = plain): string[] {
  return [tableRow(head, inCell), tableRow(head, () => "---")];
}

/** One row of a table, as a line. */
export function tableRow(cells: readonly string[], inCell: (text: string) => string = plain): string {
  return `| ${cells.map(inCell).join(" | ")} |`;
}

/**
 * Text as it is, on one line: nothing in it ends a cell or starts a tag, a link, code, emphasis, a heading, a list or an
 * entity, no web address in it becomes a link, nobody is notified by a name in it, and no number in it is taken for an
 * issue's. What is longer than 600 characters is cut.
 */
export function plain(text: string): string {
  return shortened(text.replaceAll(/\s*\n\s*/g, " ").trim())
    .replaceAll(/[\\|*`[\]~]/g, "\\$&")
    .replaceAll(/&(?=#?\w{1,40};)/g, "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/(?<![A-Za-z0-9_])_+|_+(?![A-Za-z0-9_])/g, (run) => "\\_".repeat(run.length))
    .replaceAll(/:(?=\/\/)|(?<=www)\./gi, "\\$&")
    .replace(/^(\d{1,9})(?=[.)](?:\s|$))/, "$1\\")
    .replace(/^[#>+=-]/, "\\$&")
    .replaceAll(/@(?=\w)|#(?=\d)|\bGH-(?=\d)/gi, `$&${nothing}`);
}

/** A space without width, as an entity: between "@" and a name it keeps GitHub from notifying whoever is called so. */
const nothing = "&#8203;";

/**
 * The same for the inside of an element of HTML, such as a summary: GitHub reads no Markdown there, but it looks for
 * names.
 */
export function plainHtml(text: string): string {
  const line = shortened(text.replaceAll(/\s*\n\s*/g, " ").trim());
  return line
    .replaceAll(/[&<>"'`[\]\\]|:(?=\/\/)|(?<=www)\./gi, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll(/@(?=\w)|(?<!&)#(?=\d)|\bGH-(?=\d)/gi, `$&${nothing}`);
}

/** The beginning of a text that is too long, whole characters of it. */
function shortened(text: string): string {
  return text.length <= mostInCell ? text : `${text.slice(0, mostInCell).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** Text as code within a line; an accent in it would end it. */
export function code(text: string): string {
  return `\`${text.replaceAll(/\s*\n\s*/g, " ").replaceAll("`", "'")}\``;
}
