import { ownTable } from "../own-table.ts";

/** What came of one kill; texts are for people. */
export interface Row {
  readonly number: number;
  readonly seed: number;
  /** The scenario that the fault was taken from. */
  readonly scenario: string;
  readonly fault: string;
  /** The phase that the run was in, and how long after it had come to the phase that was drawn. */
  readonly moment: string;
  readonly killed: string;
  /** How the run ended. */
  readonly run: string;
  readonly healedBy: string;
  /** From the kill until nothing of the fault was left, seconds; empty where something stayed. */
  readonly seconds: string;
  /** What was left when it should not have been, or did not hold otherwise. */
  readonly problems: string;
  /** Whether the health gate of a kept cluster let it through afterwards. */
  readonly steady: string;
  /** What came of the passing run after it, where one was due. */
  readonly passing: string;
}

const columns = {
  number: "kill",
  seed: "seed",
  scenario: "scenario",
  fault: "fault",
  moment: "moment",
  killed: "killed",
  run: "run",
  healedBy: "healed by",
  seconds: "gone after s",
  problems: "left, or wrong",
  steady: "steady after",
  passing: "passing run",
} as const satisfies Readonly<Record<keyof Row, string>>;
const keys = Object.keys(columns) as (keyof Row)[];

const none = "nothing";

/** Whether all held that must hold after a kill. */
export function isRight({ problems, steady, passing }: Row): boolean {
  return problems === none && steady === "yes" && (passing === "" || passing === "pass");
}

/** The words for problems; those of none are the same each time. */
export function describeProblems(problems: readonly string[]): string {
  return problems.length === 0 ? none : problems.join("; ");
}

/** The rows of a page that `renderRows` wrote; none of a page without them. */
export function readRows(page: string): Row[] {
  return page.split("\n").flatMap((line) => {
    if (!/^\| \d+ \|/.test(line)) return [];
    const cells = line.split(/(?<!\\)\|/).slice(1, -1);
    const texts = keys.map((key, index) => [key, plain(cells[index] ?? "")] as const);
    const row = Object.fromEntries(texts) as Record<keyof Row, string>;
    return [{ ...row, number: Number(row.number), seed: Number(row.seed) }];
  });
}

/** docs/results/kills.md: a row for each kill, oldest first. */
export function renderRows(rows: readonly Row[]): string {
  const wrong = rows.filter((row) => !isRight(row));
  const faults = new Set(rows.map(({ fault }) => fault)).size;
  const sum =
    rows.length === 0
      ? "No kill was recorded yet."
      : `${rows.length} kills, of ${faults} faults; all held after ${rows.length - wrong.length} of them${
          wrong.length === 0 ? "." : `, not after ${wrong.map(({ number }) => number).join(", ")}.`
        }`;
  return `${[
    "# Kills",
    "",
    "Written by `npm run test:kill`; what is killed, when, and what must hold afterwards:",
    "[healing.md](../healing.md#proof).",
    "",
    sum,
    "",
    ownTable(
      Object.values(columns),
      rows.map((row) => keys.map((key) => String(row[key]))),
    ),
  ].join("\n")}\n`;
}

/** The text of a cell as it was before it was one. */
function plain(cell: string): string {
  return cell
    .trim()
    .replaceAll("&lt;", "<")
    .replaceAll(/\\([\\|*])/g, "$1");
}
