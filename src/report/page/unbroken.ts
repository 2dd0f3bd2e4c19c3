/** A number and its unit, as all forms write figures; between minutes and seconds, too. */
const beforeUnit = /(?<=\d) (?=(?:ms|s|min|h|%|×|[KMG]i?B)(?!\w))|(?<=\d min) (?=\d)/g;

/** A text in which no line ends between a number and its unit: no-break spaces stand there. */
export function unbroken(text: string): string {
  return text.replaceAll(beforeUnit, "\u00a0");
}
