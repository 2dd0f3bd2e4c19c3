import type { Candidates, Completed, CompletedOption, CompletedVerb } from "./words.ts";

/** The completion of fish, with what each verb and option does. */
export function fishCompletion({ verbs, scenarios }: Completed): string {
  const names = verbs.map(({ name }) => name).join(" ");
  // A line without a verb runs a scenario.
  const where = (name: string) =>
    name === "run"
      ? `not __fish_seen_subcommand_from ${names.replace(/\brun /, "")}`
      : `__fish_seen_subcommand_from ${name}`;
  const lines = verbs.flatMap((verb) => [
    `complete -c kind-chaos -n ${quoted("__fish_use_subcommand")} -f -a ${verb.name} -d ${quoted(verb.summary)}`,
    ...argumentLines(verb, where(verb.name)),
    ...verb.options.map((option) => `complete -c kind-chaos -n ${quoted(where(verb.name))} ${optionWords(option)}`),
  ]);
  return `# Completion of kind-chaos for fish: npx kind-chaos completion fish > ~/.config/fish/completions/kind-chaos.fish
function __kind_chaos_scenarios
    printf '%s\\n' ${scenarios.join(" ")}
    for file in scenarios/*.ts scenarios/*.yaml
        set -l name (string replace -r '^scenarios/(.*)\\.(?:ts|yaml)$' '$1' $file)
        string match -q '*.*.ts' $file; or echo $name
    end
end
function __kind_chaos_runs
    for file in reports/*/journal.jsonl
        string replace /journal.jsonl '' $file
    end
end
${lines.join("\n")}
`;
}

function argumentLines({ takes }: CompletedVerb, where: string): string[] {
  if (takes === undefined || takes === "files") return [];
  return [`complete -c kind-chaos -n ${quoted(where)} -f -a ${quoted(candidateWords(takes))}`];
}

function optionWords({ names, summary, value }: CompletedOption): string {
  const flags = names.map((name) => (name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const after = value === undefined ? [] : value === "files" ? ["-r"] : ["-x", "-a", quoted(candidateWords(value))];
  return [...flags, ...after, "-d", quoted(summary)].join(" ");
}

function candidateWords(candidates: Exclude<Candidates, "files">): string {
  if (candidates === "scenarios") return "(__kind_chaos_scenarios)";
  return candidates === "runs" ? "(__kind_chaos_runs)" : candidates.join(" ");
}

/** A word of fish, whatever stands in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", " ")}'`;
}
