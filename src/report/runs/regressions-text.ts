import type { Regression } from "../../analysis/runs/regressions.ts";
import { counted } from "../../analysis/statistics/format.ts";
import type { Suite } from "../../model/suite.ts";
import { document } from "../parts/markdown-document.ts";
import { code, plain } from "../parts/markdown-table.ts";
import { nameOf, rowsOf } from "../parts/suite-rows.ts";

/** As for a run's report.md: an issue or a comment on GitHub takes 65,536. */
const mostCharacters = 65_000;
/** Of the commands, which are never cut: a third of the room, where each has 200 characters. */
const mostCommands = 100;

/** What got worse since an earlier summary, in Markdown, as the text of an issue: which runs, why, and how to repeat them. */
export function regressionsText(regressions: readonly Regression[], now: Suite, earlier: Suite): string {
  const rows = new Map(rowsOf(now).map((row, index) => [now.runs[index], row]));
  const told = ({ run, before }: Regression) => [
    nameOf(run),
    `${before} before, ${rows.get(run)?.outcome ?? "not there"} now`,
    rows.get(run)?.worst ?? "",
  ];
  const of = (what: Regression["what"]) => regressions.filter((one) => one.what === what).map(told);
  const head = ["scenario", "outcome", "why"];
  const intro = `${counted(regressions.length, "run")} got worse, of ${now.runs.length} now and ${earlier.runs.length} before, since ${plain(earlier.suite)} (began ${earlier.startedAt}); ${plain(now.suite)} began ${now.startedAt}, kind-chaos ${plain(now.harness)}.`;
  const commands = regressions.slice(0, mostCommands).map(({ run }) => `- ${code(repeatCommand(run))}`);
  const left = regressions.length - commands.length;
  if (left > 0) commands.push(`- ${left} more: summary.json has their seeds`);
  return document(
    [
      { title: "", text: intro },
      { title: "Broke", head, rows: of("broke") },
      { title: "No longer shown", head, rows: of("unshown") },
      { title: "No longer there", head, rows: of("gone") },
      { title: "To repeat them", text: commands.join("\n") },
    ],
    mostCharacters,
    "summary.json has all of them",
  );
}

/** The command that makes one run again, with the same choices of targets. */
function repeatCommand({ scenario, topology, profile, kubernetes, kind, seed }: Regression["run"]): string {
  const words = [
    "npx",
    "kind-chaos",
    scenario,
    "--topology",
    topology,
    "--profile",
    profile,
    "--kubernetes",
    kubernetes,
  ];
  return [...words, ...(kind === "" ? [] : ["--kind", kind]), "--seed", `${seed}`].join(" ");
}
