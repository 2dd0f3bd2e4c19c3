import { type Access, roundingMs, type Told } from "./access.ts";

/** The newest of what was over before an operation began; undefined where nothing was. */
export interface Before<Seen extends Told> {
  /** Of everything. */
  readonly ofStore: Seen | undefined;
  /** Of the same object. */
  readonly ofObject: Seen | undefined;
}

/**
 * Shows every operation, in the order of their begins, with the newest of what was surely over before it. Those that
 * overlap may come in either order. O(n log n).
 */
export function sweep<Seen extends Told & Pick<Access, "object">>(
  accesses: readonly Seen[],
  look: (access: Seen, before: Before<Seen>) => void,
): void {
  const byEnd = accesses.toSorted((a, b) => a.to - b.to);
  const byBegin = accesses.toSorted((a, b) => a.from - b.from);
  const ofObjects = new Map<string, Seen>();
  let ofStore: Seen | undefined;
  let next = 0;
  for (const access of byBegin) {
    for (; next < byEnd.length; next += 1) {
      const over = byEnd[next] as Seen;
      if (over.to + roundingMs >= access.from) break;
      if (ofStore === undefined || over.revision > ofStore.revision) ofStore = over;
      if (over.object === undefined) continue;
      const known = ofObjects.get(over.object);
      if (known === undefined || over.revision > known.revision) ofObjects.set(over.object, over);
    }
    look(access, { ofStore, ofObject: access.object === undefined ? undefined : ofObjects.get(access.object) });
  }
}
