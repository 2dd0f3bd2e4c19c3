/**
 * The words of a command that carries out a shell script. Its text is always the same: what varies comes after it, as
 * "$1", "$2" and so on, where no shell takes it for anything but a word.
 */
export function scriptWords(script: string, ...words: readonly string[]): string[] {
  return ["sh", "-c", script, "kind-chaos", ...words];
}
