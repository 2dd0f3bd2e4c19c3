import { wordsFunction } from "./posix.ts";
import type { Completed } from "./words.ts";

/** The completion of zsh; where nothing fits it completes names of files. */
export function zshCompletion(completed: Completed): string {
  return `#compdef kind-chaos
# Completion of kind-chaos for zsh; in ~/.zshrc, after compinit: source <(npx kind-chaos completion zsh)
${wordsFunction(completed)}_kind_chaos() {
  local -a candidates
  candidates=(\${=$(_kind_chaos_words "\${words[CURRENT]}" "\${(@)words[2,CURRENT-1]}")})
  (( \${#candidates} )) && compadd -a candidates && return
  _files
}
compdef _kind_chaos kind-chaos
`;
}
