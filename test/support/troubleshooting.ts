import { hole } from "./text-reader.ts";

/** One entry of the page: what is printed, and what a person is told about it. */
export interface Entry {
  readonly title: string;
  /** The codes of errors that it names. */
  readonly codes: readonly string[];
  /** What the tool prints; a hole stands for any words, or for none. */
  readonly lines: readonly string[];
  /** What a library prints in its own words. */
  readonly foreign: readonly string[];
  /** What it means and what to do. */
  readonly words: string;
}

/** The entries of the page: its headings of the third level, with the blocks "text" and "commander" below each. */
export function entriesOf(page: string): Entry[] {
  const sections = page.split(/^## .*$/m).flatMap((section) => section.split(/^### /m).slice(1));
  return sections.map((section) => {
    const [title = "", ...rest] = section.split("\n");
    const prose = rest.join("\n").replaceAll(/^```[\s\S]*?^```$/gm, "");
    const [words = "", codes = ""] = prose.split(/^Codes: /m);
    return {
      title,
      codes: [...codes.matchAll(/`([^`]+)`/g)].map(([, code]) => String(code)),
      lines: blocksOf(section, "text"),
      foreign: blocksOf(section, "commander"),
      words: words.trim(),
    };
  });
}

function blocksOf(section: string, name: string): string[] {
  const blocks = [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].filter(([, info]) => info === name);
  return blocks.flatMap(([, , lines = ""]) => lines.trimEnd().split("\n"));
}

/** The entries that a text belongs to: the one that has it word for word, else all with a line that fits. */
export function entriesWith(text: string, entries: readonly Entry[]): Entry[] {
  const exact = entries.filter(({ lines }) => lines.includes(text));
  return exact.length > 0 ? exact : entries.filter(({ lines }) => lines.some((line) => fits(line, text)));
}

/** Texts that belong to several entries, with these. */
export function ambiguousIn(texts: readonly string[], entries: readonly Entry[]): string[] {
  return texts.flatMap((text) => {
    const found = entriesWith(text, entries);
    return found.length < 2 ? [] : [`${text}: ${found.map(({ title }) => title).join(", ")}`];
  });
}

/** Lines of the page that stand for no text. */
export function unusedLines(texts: readonly string[], entries: readonly Entry[]): string[] {
  return entries.flatMap(({ lines }) => lines.filter((line) => !texts.some((text) => fits(line, text))));
}

function fits(line: string, text: string): boolean {
  const parts = line.split(hole).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}
