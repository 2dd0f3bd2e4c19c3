/** More of a word says nothing to a person: it is a file's text, or a list. */
const mostCharacters = 100;

/** A command as an error tells it: without the text of a shell's script, and without other words that are long. */
export function shortCommand(argv: readonly string[]): string {
  return argv
    .map((word, index) => ((index === 2 && argv[1] === "-c") || word.length > mostCharacters ? "…" : word))
    .join(" ");
}
