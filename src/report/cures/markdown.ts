import { plainTexts } from "../../model/plain-text.ts";
import { document, type Part } from "../parts/markdown-document.ts";
import { outcomeWords } from "../parts/markdown-verdicts.ts";
import { type JudgedPair, type ShownPair, type ShownSide, showPair } from "./pair.ts";

/** As for a run's report.md: a comment on GitHub takes 65,536. */
const mostCharacters = 65_000;

/** The same as the page, in Markdown, with the names of the runs in the place of links. Pure. */
export function curesMarkdown(pairs: readonly JudgedPair[]): string {
  const told = plainTexts(pairs.map(showPair));
  return document(
    [{ title: "", text: "# Single points of failure and their cures" }, ...told.flatMap(partsOf)],
    mostCharacters,
    "cures.html beside this file has all of them",
  );
}

function partsOf({ sides, out, nothingOut }: ShownPair): Part[] {
  const [disease, cure] = sides;
  const head = [`disease: ${disease.scenario}`, `cure: ${cure.scenario}`];
  const row = (name: string, cell: (side: ShownSide) => string) => [name, ...sides.map(cell)];
  return [
    {
      title: `${disease.scenario} and ${cure.scenario}`,
      head: ["", ...head],
      rows: [
        row("what it shows", ({ summary }) => summary),
        row("set-up", ({ setUp }) => setUp.join("; ")),
        row("what was done", ({ steps }) => steps.join("; ")),
        row("outcome", ({ outcome, runs, doubts }) =>
          [outcome === "not run" ? outcome : outcomeWords[outcome], runs, ...doubts].filter(Boolean).join("; "),
        ),
        row("run", ({ run }) => (run === "" ? "" : `reports/${run}`)),
      ],
    },
    {
      title: `What was out, and for how long: ${disease.scenario}`,
      ...(out.length === 0 ? { text: nothingOut } : { head: ["asked", ...head] }),
      rows: out.map(({ clients, sides: words }) => [clients, ...words]),
    },
    ...sides.map(
      ({ scenario, guarantees }): Part => ({
        title: `Guarantees of ${scenario}`,
        head: ["outcome", "promise and what was measured"],
        rows: guarantees.map(({ outcome, words }) => [outcomeWords[outcome], words]),
      }),
    ),
  ];
}
