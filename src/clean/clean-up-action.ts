/** One thing that `clean` did, would do or could not do. */
export interface CleanUpAction {
  readonly what: "undo" | "delete" | "keep" | "in-use";
  readonly cluster: string;
  readonly detail: string;
  readonly ok: boolean;
}

/** The same as a line for people. */
export function describeCleanUp({ what, cluster, detail, ok }: CleanUpAction): string {
  return `${ok ? "✓" : "✗"} ${what.padEnd(7)} ${cluster}  ${detail}\n`;
}
