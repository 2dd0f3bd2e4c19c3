import { wrap } from "../../terminal/layout.ts";

/** What can be described; each is a folder of the library, but for tags, which scenarios have. */
export const describedKinds = [
  "scenario",
  "fault",
  "target",
  "procedure",
  "operation",
  "guarantee",
  "topology",
  "tag",
] as const;
/** A kind of thing that can be described. */
export type DescribedKind = (typeof describedKinds)[number];

/** One thing of the library in words; with `version` the shape of `describe --json`, version 1. */
export interface Description {
  readonly kind: DescribedKind;
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  readonly sections: readonly Section[];
}

/** Lines under a title; one without lines is not shown. */
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

/** The sections that say something. */
export function sections(all: Readonly<Record<string, readonly string[]>>): Section[] {
  return Object.entries(all).flatMap(([title, lines]) => (lines.length === 0 ? [] : [{ title, lines }]));
}

/** A description for a terminal of so many columns. */
export function renderDescription({ kind, name, summary, sections: all }: Description, width: number): string {
  const blocks = all.map(({ title, lines }) =>
    [title, ...lines.flatMap((line) => wrap(line, width - 2, 2).map((part) => `  ${part}`))].join("\n"),
  );
  return `${[wrap(`${kind} ${name}: ${summary}`, width).join("\n"), ...blocks].join("\n\n")}\n`;
}
