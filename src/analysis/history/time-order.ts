import { formatMs } from "../../model/duration.ts";
import type { Access } from "./access.ts";
import { sweep } from "./sweep.ts";
import type { Tally } from "./tally.ts";

/**
 * Holds every operation against what anybody had been told before it began, whichever API server told it. A read shows
 * the version of one object, so that only what was told of this object says how new it must be. A write makes a revision
 * of the store, which must be greater than any that was told of anything; the revision of a list is the store's own, and
 * must be at least as great. A read or a list after which nothing had changed that its lane did not know can hardly be
 * old: it is not counted.
 */
export function timeOrder(accesses: readonly Access[], tally: Tally): void {
  const known = new Map<string, number>();
  sweep(accesses, (access, { ofStore, ofObject }) => {
    if (access.kind === "event") return;
    const newest = access.kind === "read" ? ofObject : ofStore;
    const key = access.kind === "read" ? `${access.lane} ${access.object}` : access.lane;
    const before = access.kind === "write" ? undefined : known.get(key);
    if (access.kind !== "write") known.set(key, Math.max(before ?? 0, access.revision));
    if (newest === undefined) return;
    const rule = access.kind === "read" ? "stale-read" : "store-order";
    if (access.kind === "write" || hasChanged(newest, before)) tally.compare(rule, access);
    if (isOlder(access, newest))
      tally.contradict({ rule, from: newest.to, to: access.to, text: () => textOf(access, newest) });
  });
}

/** Whether an operation should have been as new as one that was over before it, a write newer, and was not. */
export function isOlder({ kind, revision }: Access, newest: Pick<Access, "revision">): boolean {
  return kind === "write" ? revision <= newest.revision : revision < newest.revision;
}

/** Whether something had changed before an operation that its lane had not been told yet. */
function hasChanged({ kind, revision }: Access, before: number | undefined): boolean {
  return before === undefined ? kind === "write" || kind === "event" : revision > before;
}

function textOf(access: Access, newest: Access): string {
  const ago = formatMs(access.from - newest.to);
  return `${tell(access)} by ${access.lane}, ${ago} after ${newest.lane} was told ${newest.revision}${of(newest)}`;
}

function tell({ kind, object, revision }: Access): string {
  if (kind === "list") return `a list of ${revision}`;
  if (kind === "write") return `${object} written as ${revision}`;
  return revision === 0 ? `${object} not found` : `${object} read as ${revision}`;
}

function of({ kind, object }: Access): string {
  if (object !== undefined) return ` of ${object}`;
  return kind === "list" ? " by a list" : " by a watch";
}
