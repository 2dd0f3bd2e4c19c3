/** One thing that `clean` did, would do or could not do. */
export interface CleanUpAction {
  readonly what: "undo" | "delete" | "keep" | "in-use";
  readonly cluster: string;
  readonly detail: string;
  readonly ok: boolean;
}
