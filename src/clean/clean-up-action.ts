import { wrap } from "../terminal/layout.ts";

/** One thing that `clean` did, would do or could not do. */
export interface CleanUpAction {
  readonly what: "undo" | "delete" | "keep" | "in-use";
  readonly cluster: string;
  readonly detail: string;
  readonly ok: boolean;
}

/** The same for people, on a terminal of so many columns. */
export function describeCleanUp({ what, cluster, detail, ok }: CleanUpAction, width: number): string {
  const line = `${ok ? "✓" : "✗"} ${what} ${cluster}: ${detail}`;
  return `${wrap(line, width, 4).join("\n")}\n`;
}
