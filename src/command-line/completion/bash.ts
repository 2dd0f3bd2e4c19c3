import { wordsFunction } from "./posix.ts";
import type { Completed } from "./words.ts";

/** The completion of bash; where nothing fits it completes names of files. */
export function bashCompletion(completed: Completed): string {
  return `# Completion of kind-chaos for bash; in ~/.bashrc: source <(npx kind-chaos completion bash)
${wordsFunction(completed)}_kind_chaos() {
  local word="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=($(compgen -W "$(_kind_chaos_words "$word" "\${COMP_WORDS[@]:1:COMP_CWORD-1}")" -- "$word"))
}
complete -o default -F _kind_chaos kind-chaos
`;
}
