/** A directive of nginx: its words, and its own directives where it is a block. */
export interface NginxDirective {
  readonly words: readonly string[];
  readonly inside: readonly NginxDirective[] | undefined;
}

/** The directives of a file, each with those inside of it; throws Error with one line where its braces do not fit. */
export function directivesOf(text: string): NginxDirective[] {
  const tokens = tokensOf(text);
  let next = 0;
  const block = (depth: number): NginxDirective[] => {
    const found: NginxDirective[] = [];
    let words: string[] = [];
    while (next < tokens.length) {
      const token = tokens[next++];
      if (token === "}") {
        if (depth === 0) throw new Error('a "}" closes nothing');
        return found;
      }
      if (token === ";") found.push({ words, inside: undefined });
      else if (token === "{") found.push({ words, inside: block(depth + 1) });
      else if (token !== undefined)
        words.push(token.startsWith('"') || token.startsWith("'") ? token.slice(1, -1) : token);
      if (token === ";" || token === "{") words = [];
    }
    if (depth > 0) throw new Error('a "{" is not closed');
    return found;
  };
  return block(0);
}

function tokensOf(text: string): string[] {
  const pattern = /#[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};]|(?:\\.|\$\{[^}]*\}|[^\s{};"'\\])+/g;
  return [...text.matchAll(pattern)].map(([token]) => token).filter((token) => !token.startsWith("#"));
}

/** All directives of that name, however deep they are. */
export function allNamed(directives: readonly NginxDirective[], name: string): NginxDirective[] {
  return directives.flatMap((one) => [...(one.words[0] === name ? [one] : []), ...allNamed(one.inside ?? [], name)]);
}
