import type { Span } from "../timeline/span.ts";

/** A promise about a history, and what is held against it: "there was none of it" means that nothing could break it. */
export interface RuleWords {
  readonly promise: string;
  readonly heldBy: string;
}

/** What a history can break. */
export const rules = {
  "stale-read": {
    promise: "no quorum read is older than what anybody was told of its object before",
    heldBy: "read of what had changed",
  },
  "store-order": {
    promise: "no write and no list has a lesser revision than what anybody was told before",
    heldBy: "write or list after a change",
  },
  "shared-revision": { promise: "no two changes have one resource version", heldBy: "two versions that were told" },
  "unstable-value": {
    promise: "no object has two contents at one resource version",
    heldBy: "version that was read twice with its content",
  },
  "unexplained-change": {
    promise: "no object changes but by what may have changed it",
    heldBy: "version of a written object that was read",
  },
  "lost-write": { promise: "no acknowledged write is missing at the end", heldBy: "acknowledged write read back" },
  "refused-applied": { promise: "no refused write is there at the end", heldBy: "refused write" },
  "vanished-write": { promise: "nothing that was shown is gone later", heldBy: "lost answer that was shown" },
  "came-back": { promise: "nothing that was deleted comes back", heldBy: "deletion" },
  "watch-order": { promise: "no watch tells an event twice or out of order", heldBy: "event after another on a watch" },
  "watch-gap": { promise: "no watch leaves an event out", heldBy: "event that a watch had to tell" },
  "early-expiry": { promise: "no lease is gone before its time", heldBy: "answer about a lease that had to be there" },
} as const satisfies Readonly<Record<string, RuleWords>>;
export type Rule = keyof typeof rules;

/** What is not there: an event of a stream, by its lane; or what made a version of an object that was shown by then. */
export type Absence =
  | { readonly stream: string; readonly revision: number }
  | { readonly object: string; readonly by: number };

/** Two things of a history that cannot both be; the span reaches over both, milliseconds. */
export interface Finding extends Span {
  readonly rule: Rule;
  /** What, where and when, in words. */
  readonly text: string;
}

/** The first of so many contradictions. */
export interface Found {
  readonly first: readonly Finding[];
  readonly count: number;
}
