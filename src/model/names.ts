/** A name as people see it: letters of one size and shape, one space between words, nothing that is not shown. */
export function folded(name: string): string {
  return name
    .normalize("NFKC")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Z}\s]+/gu, " ")
    .trim()
    .toLowerCase();
}

/** Whether a name holds something that is not shown, as a control character or a mark of direction. */
export function hasHidden(name: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name);
}

/** A name as a quoted word of one line, whatever is in it. */
export function quoted(name: string): string {
  return JSON.stringify(name).replaceAll(/[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu, (hidden) => {
    return `\\u${hidden.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** The place of the first other name before this one that nobody can tell from it; -1 where there is none. */
export function sameBefore(names: readonly string[], index: number): number {
  const own = folded(names[index] ?? "");
  return names.slice(0, index).findIndex((name) => folded(name) === own);
}
