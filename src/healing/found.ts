/** Something that a dead run left on a cluster, and what became of it. */
export interface Found {
  /** What it was and where, in words. */
  readonly what: string;
  /** What was done, would be done, or must be done by hand, in words. */
  readonly done: string;
  /** Whether it is seen to be gone. */
  readonly ok: boolean;
}
