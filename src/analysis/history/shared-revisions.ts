import type { Access } from "./access.ts";
import type { Rule } from "./finding.ts";
import type { Tally } from "./tally.ts";

/**
 * Finds resource versions that two changes have: two acknowledged writes with the same one, or versions of two objects;
 * and versions that were read with two contents. etcd gives each change of an object a revision of its own, so that one
 * names one object with one content.
 */
export function sharedRevisions(accesses: readonly Access[], tally: Tally): void {
  const versions = accesses
    .filter(({ object, revision }) => object !== undefined && revision > 0)
    .toSorted((a, b) => a.revision - b.revision || Number(b.kind === "write") - Number(a.kind === "write"));
  let first: Access | undefined;
  /** The first that was read of this version with its content. */
  let read: Access | undefined;
  for (const access of versions) {
    if (access.revision !== first?.revision) {
      if (first !== undefined) tally.compare("shared-revision", access);
      first = access;
      read = undefined;
    } else {
      tally.compare("shared-revision", access);
      // Writes come first: a read of their object has their version, another write or object must not.
      if (access.kind === "write" || access.object !== first.object)
        contradict("shared-revision", first, access, tally);
    }
    if (access.digest === undefined) continue;
    if (read === undefined) read = access;
    else if (access.object === read.object) {
      tally.compare("unstable-value", access);
      if (access.digest !== read.digest) contradict("unstable-value", read, access, tally);
    }
  }
}

function contradict(rule: Rule, one: Access, other: Access, tally: Tally): void {
  const did = ({ kind, object, lane }: Access) => `${object} ${kind === "write" ? "written" : "read"} by ${lane}`;
  const text =
    rule === "unstable-value"
      ? () => `${one.object} at revision ${one.revision} has another content read by ${one.lane} than by ${other.lane}`
      : () => `revision ${one.revision} is that of ${did(one)} and of ${did(other)}`;
  tally.contradict({ rule, text, from: Math.min(one.from, other.from), to: Math.max(one.to, other.to) });
}
