import type { EventOf } from "../../model/event.ts";
import type { UpgradePart } from "../../model/upgrade-look.ts";
import type { Between } from "../../model/upgrade-report.ts";
import { earlier } from "./silences.ts";

/** Looks at a cluster that is upgraded, in their order. */
export type Looks = readonly EventOf<"upgrade-look">[];

/** What something was from a moment on, until its next; a state that is not there: it was gone. */
export interface Moment<State> {
  readonly at: Between;
  readonly state: State | undefined;
}

/** One thing after the other: what it was, by the name that it is known by. */
export type Histories<State> = ReadonlyMap<string, readonly Moment<State>[]>;

/** What a look shows of one kind of thing. */
export interface Kind<State> {
  readonly part: UpgradePart;
  rows(look: Looks[number]): readonly State[] | undefined;
  idOf(state: State): string;
  /** What could not be read may have hidden things of this kind: they were not new when it could. */
  readonly mayHide?: boolean;
}

/** Follows each thing of a kind through all looks; what was never gone has no moment that says so. */
export function historiesOf<State>(looks: Looks, { part, rows, idOf, mayHide = false }: Kind<State>): Histories<State> {
  const histories = new Map<string, Moment<State>[]>();
  const hidden = new Hidden();
  for (const look of looks) {
    if (look.part !== part) continue;
    const at: Between = [look.previousAt ?? null, look.at];
    const since = hidden.take(look);
    for (const id of look.gone ?? []) histories.get(id)?.push({ at, state: undefined });
    for (const state of rows(look) ?? []) {
      const own = histories.get(idOf(state));
      if (own !== undefined) own.push({ at, state });
      else histories.set(idOf(state), [{ at: mayHide ? [since, look.at] : at, state }]);
    }
  }
  return histories;
}

/** Since when there is what could not be read, by what it is. */
class Hidden {
  #since: ReadonlyMap<string, number | null> = new Map();

  /** Since when what a look shows for the first time may have been there: as long as what hid it could not be read. */
  take({ previousAt, unread }: Looks[number]): number | null {
    const previous = previousAt ?? null;
    if (unread === undefined) return previous;
    const before = this.#since;
    const now = new Set(unread.map(({ what }) => what));
    this.#since = new Map([...now].map((what) => [what, before.has(what) ? (before.get(what) ?? null) : previous]));
    const over = [...before].filter(([what]) => !now.has(what)).map(([, since]) => since);
    return over.reduce<number | null>(earlier, previous);
  }
}
