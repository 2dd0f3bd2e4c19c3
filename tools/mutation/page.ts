import { ownTable } from "../own-table.ts";

/** What of a mutation report the page reads: mutants by files, as Stryker's JSON reporter writes them. */
export interface MutationReport {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>;
}

/** One change of the source, and what the tests said of it. */
export interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

/** Why mutants of a file survive, by the file's path; kept by hand in docs/results/survivors.json. */
export type Explanations = Readonly<Record<string, string>>;

/** Tests noticed it: one failed, or did not end. */
const noticed = ["Killed", "Timeout"];
/** Nobody noticed it. */
const unnoticed = ["Survived", "NoCoverage"];

interface Score {
  readonly killed: number;
  readonly survived: number;
}

/** docs/results/mutation.md: how many mutants of each folder and file the tests notice, and why others survive. */
export function renderMutation(report: MutationReport, explanations: Explanations): string {
  const files = Object.entries(report.files).map(([file, { mutants }]) => ({ file, mutants, ...scoreOf(mutants) }));
  const total = sum(files);
  const folders = [...Map.groupBy(files, ({ file }) => file.split("/").slice(0, 3).join("/"))];
  const surviving = files.filter(({ survived }) => survived > 0).toSorted((a, b) => b.survived - a.survived);
  return `${[
    "# Mutants",
    "Each mutant is one change of what judges: a comparison turned, a condition left out, a number moved.\nA good test notices it. Written by `npm run test:mutation`.",
    `${total.killed} of ${total.killed + total.survived} mutants were noticed: **${share(total)}**.`,
    ownTable(
      ["folder or file", "mutants", "noticed", "share"],
      folders
        .map(([folder, those]) => [folder, sum(those)] as const)
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([folder, score]) => [
          `\`${folder}\``,
          `${score.killed + score.survived}`,
          `${score.killed}`,
          share(score),
        ]),
    ),
    "## Survivors",
    ownTable(
      ["file", "survivors", "of", "where", "why"],
      surviving.map(({ file, mutants, killed, survived }) => [
        `\`${file}\``,
        `${survived}`,
        `${killed + survived}`,
        placesOf(mutants),
        explanations[file] ?? "not looked at yet",
      ]),
    ),
  ].join("\n\n")}\n`;
}

/** The share of mutants that were noticed, from 0 to 1; 1 where there are none. */
export function noticedShare(report: MutationReport): number {
  const { killed, survived } = sum(Object.values(report.files).map(({ mutants }) => scoreOf(mutants)));
  return killed + survived === 0 ? 1 : killed / (killed + survived);
}

function scoreOf(mutants: readonly Mutant[]): Score {
  const count = (words: readonly string[]) => mutants.filter(({ status }) => words.includes(status)).length;
  return { killed: count(noticed), survived: count(unnoticed) };
}

function sum(scores: readonly Score[]): Score {
  return scores.reduce(
    (all, { killed, survived }) => ({ killed: all.killed + killed, survived: all.survived + survived }),
    { killed: 0, survived: 0 },
  );
}

function share({ killed, survived }: Score): string {
  return killed + survived === 0 ? "none" : `${((100 * killed) / (killed + survived)).toFixed(1)} %`;
}

/** "12 ConditionalExpression, 30 StringLiteral". */
function placesOf(mutants: readonly Mutant[]): string {
  return mutants
    .filter(({ status }) => unnoticed.includes(status))
    .map(({ location, mutatorName }) => `${location.start.line} ${mutatorName}`)
    .join(", ");
}
