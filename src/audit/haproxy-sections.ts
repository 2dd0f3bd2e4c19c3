/** A section of haproxy.cfg with the defaults that are for it, each line as its words. */
export interface HaproxySection {
  /** "backend" or "listen". */
  readonly kind: string;
  readonly name: string;
  readonly lines: readonly (readonly string[])[];
}

/** Words that begin a section (configuration manual, "proxies", "global", and the rest). */
const keywords = [
  ..."backend cache crt-store defaults fcgi-app frontend global http-errors listen log-forward".split(" "),
  ..."log-profile mailers peers program resolvers ring traces userlist acme".split(" "),
];

/** Sections that distribute to servers, in their order. */
export function sectionsOf(text: string): HaproxySection[] {
  const found: HaproxySection[] = [];
  const named = new Map<string, string[][]>();
  let defaults: string[][] = [];
  let lines: string[][] = [];
  for (const line of text.split(/\r?\n/)) {
    const words = wordsOf(line);
    const [first = "", name = ""] = words;
    if (first === "") continue;
    if (!keywords.includes(first)) {
      lines.push(words);
      continue;
    }
    const from = words.indexOf("from");
    const inherited = from === -1 ? defaults : (named.get(words[from + 1] ?? "") ?? []);
    lines = [];
    if (first === "defaults") {
      lines.push(...(from === -1 ? [] : inherited));
      defaults = lines;
      if (name !== "") named.set(name, lines);
    } else if (first === "backend" || first === "listen") {
      lines.push(...inherited);
      found.push({ kind: first, name, lines });
    }
  }
  return found;
}

/** Words of a line as HAProxy takes them: quoted, with spaces behind a backslash, up to a comment. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let index = 0; index < line.length; index++) {
    const char = line[index] ?? "";
    if (quote !== "" && char === quote) quote = "";
    else if (char === "\\" && quote !== "'") word = (word ?? "") + (line[++index] ?? "");
    else if (quote !== "") word = (word ?? "") + char;
    else if (char === '"' || char === "'") {
      quote = char;
      word ??= "";
    } else if (char === "#") break;
    else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + char;
  }
  return word === undefined ? words : [...words, word];
}
