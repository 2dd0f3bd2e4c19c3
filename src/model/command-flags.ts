/** A flag of a command line, without its dashes, and its value. */
export type CommandFlag = readonly [name: string, value: string];

/** Flags of a command line: "--name=value", "--name value" or "--name", which stands for true. */
export function flagsIn(words: readonly string[]): CommandFlag[] {
  return words.flatMap((word, index): CommandFlag[] => {
    const [, name, equals, value = ""] = /^--?([a-zA-Z][\w.-]*)(=)?(.*)$/s.exec(word) ?? [];
    if (name === undefined) return [];
    if (equals !== undefined) return [[name, value]];
    const next = words[index + 1];
    return [[name, next === undefined || next.startsWith("-") ? "true" : next]];
  });
}
