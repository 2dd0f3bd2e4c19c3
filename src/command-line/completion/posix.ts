import type { Candidates, Completed } from "./words.ts";

/**
 * A function of bash and zsh that prints what may stand next: it is given the word that is being written, then the words
 * before it without the command. No process is started, so that an answer takes a few milliseconds. A file whose name has
 * more in it than letters, digits, dots and dashes is left out: bash's compgen would carry out what stands in it.
 */
export function wordsFunction({ verbs, scenarios }: Completed): string {
  const names = verbs.map(({ name }) => name).join(" ");
  const values = verbs.flatMap(({ name, options }) =>
    options.flatMap(({ names: flags, value }) =>
      value === undefined
        ? []
        : [`    ${flags.map((flag) => `"${name} ${flag}"`).join("|")}) ${printing(value)}; return ;;`],
    ),
  );
  const flags = verbs.map(
    ({ name, options }) => `        ${name}) echo ${options.flatMap((one) => one.names).join(" ")} ;;`,
  );
  const taken = verbs.flatMap(({ name, takes }) => (takes === undefined ? [] : [`    ${name}) ${printing(takes)} ;;`]));
  return `_kind_chaos_own() {
  local file
  [ -z "$ZSH_VERSION" ] || setopt localoptions nonomatch
  for file in scenarios/*.ts scenarios/*.yaml; do
    [ -f "$file" ] || continue
    file="\${file##*/}"
    case "$file" in -* | *.*.ts | *[!A-Za-z0-9._-]*) ;; *) echo "\${file%.*}" ;; esac
  done
}
_kind_chaos_runs() {
  local folder
  [ -z "$ZSH_VERSION" ] || setopt localoptions nonomatch
  for folder in reports/*/; do
    case "$folder" in *[!A-Za-z0-9._/-]*) continue ;; esac
    [ -f "\${folder}journal.jsonl" ] && echo "\${folder%/}"
  done
}
_kind_chaos_scenarios() {
  echo ${scenarios.join(" ")}
  _kind_chaos_own
}
_kind_chaos_words() {
  local word="$1" verb=run before= first=yes one
  shift
  for one in "$@"; do
    if [ "$first" = yes ]; then case " ${names} " in *" $one "*) verb="$one" ;; esac; fi
    first=no
    before="$one"
  done
  case "$verb $before" in
${values.join("\n")}
  esac
  case "$word" in
    -*)
      case "$verb" in
${flags.join("\n")}
      esac
      return ;;
  esac
  [ "$first" = no ] || echo ${names} help
  case "$verb" in
${taken.join("\n")}
  esac
}
`;
}

function printing(candidates: Candidates): string {
  if (candidates === "scenarios") return "_kind_chaos_scenarios";
  if (candidates === "runs") return "_kind_chaos_runs";
  return candidates === "files" ? ":" : `echo ${candidates.join(" ")}`;
}
