import { type Access, roundingMs } from "./access.ts";
import type { Tally } from "./tally.ts";

/** A write without an answer: it may have been applied at any time since its begin. */
export interface LostAnswer {
  readonly lane: string;
  readonly object: string;
  readonly token: string;
  readonly from: number;
  readonly to: number;
}

/** A write without an answer that later reads show to have been applied; at which revision, where only one can be its. */
export interface AppliedLater {
  readonly write: LostAnswer;
  readonly revision?: number | undefined;
  /** When a read first told it, milliseconds. */
  readonly shownAt: number;
}

/** A version of an object that was read and that no acknowledged write made. */
interface Unexplained {
  readonly revision: number;
  readonly lane: string;
  /** When a read first told it: what made it had begun by then. */
  readonly shownAt: number;
}

/**
 * Explains what reads show of each object by the writes whose answers were lost. Nobody else changes an object that the
 * write lanes write to, so that a version which no acknowledged write made is that of a lost answer, each of another:
 * where there are just as many as can have made these versions, all were applied; where there are fewer, something was
 * applied that was refused or never asked for. Returns those that are known to be applied.
 */
export function lostAnswers(accesses: readonly Access[], lost: readonly LostAnswer[], tally: Tally): AppliedLater[] {
  const writes = Map.groupBy(
    accesses.filter(({ kind }) => kind === "write"),
    ({ object = "" }) => object,
  );
  const reads = Map.groupBy(
    accesses.filter(({ kind, object = "" }) => kind === "read" && writes.has(object)),
    ({ object = "" }) => object,
  );
  const open = Map.groupBy(lost, ({ object }) => object);
  return [...reads].flatMap(([object, of]) =>
    explain(object, unexplained(writes.get(object) ?? [], of, tally), open.get(object) ?? [], tally),
  );
}

/** Versions since the first that is known to have been written: before it was the one that the object was made with. */
function unexplained(writes: readonly Access[], reads: readonly Access[], tally: Tally): Unexplained[] {
  const written = new Set(writes.map(({ revision }) => revision));
  const first = writes.reduce((least, { revision }) => Math.min(least, revision), Number.POSITIVE_INFINITY);
  const shown = new Map<number, Unexplained>();
  for (const { revision, lane, from, to } of reads) {
    if (revision > first) tally.compare("unexplained-change", { from, to });
    if (revision <= first || written.has(revision)) continue;
    if (to < (shown.get(revision)?.shownAt ?? Number.POSITIVE_INFINITY))
      shown.set(revision, { revision, lane, shownAt: to });
  }
  return [...shown.values()].toSorted((a, b) => a.shownAt - b.shownAt || a.revision - b.revision);
}

function explain(
  object: string,
  versions: readonly Unexplained[],
  lost: readonly LostAnswer[],
  tally: Tally,
): AppliedLater[] {
  const byBegin = lost.toSorted((a, b) => a.from - b.from);
  const applied: AppliedLater[] = [];
  /** Versions that have a write, those of them that were told to be applied, and writes that had begun. */
  let explained = 0;
  let told = 0;
  let begun = 0;
  for (const { revision, lane, shownAt } of versions) {
    while (begun < byBegin.length && (byBegin[begun] as LostAnswer).from <= shownAt + roundingMs) begun += 1;
    if (explained === begun) {
      const others = begun === 0 ? "no lost answer" : "none of the lost answers that others show";
      const text = () =>
        `${object} read as ${revision} by ${lane}, which no acknowledged write made and ${others} can have made`;
      const absence = { object, by: shownAt };
      tally.contradict({ rule: "unexplained-change", text, from: 0, to: shownAt, absence });
      continue;
    }
    explained += 1;
    if (explained < begun) continue;
    const only = explained - told === 1 ? { revision } : {};
    for (const write of byBegin.slice(told, begun)) applied.push({ write, shownAt, ...only });
    told = begun;
  }
  return applied;
}
