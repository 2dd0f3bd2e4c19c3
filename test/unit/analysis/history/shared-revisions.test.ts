import { expect, test } from "vitest";
import type { Access } from "../../../../src/analysis/history/access.ts";
import { sharedRevisions } from "../../../../src/analysis/history/shared-revisions.ts";
import { Tally } from "../../../../src/analysis/history/tally.ts";

const access = (kind: Access["kind"], object: string, revision: number, digest?: string): Access => ({
  kind,
  lane: `${kind} lane`,
  object,
  revision,
  from: revision,
  to: revision + 1,
  digest,
});

function tallyOf(...accesses: Access[]): Tally {
  const tally = new Tally();
  sharedRevisions(accesses, tally);
  return tally;
}

const rulesIn = (...accesses: Access[]) => tallyOf(...accesses).findings.items.map(({ rule }) => rule);

test("a revision is that of one change of one object, however often it is read", () => {
  const write = access("write", "a", 10);
  expect(rulesIn(write, access("read", "a", 10), access("read", "a", 10))).toEqual([]);
  expect(rulesIn(write, access("write", "a", 10))).toEqual(["shared-revision"]);
  expect(rulesIn(access("read", "b", 10), write)).toEqual(["shared-revision"]);
  expect(rulesIn(access("read", "b", 0), access("read", "a", 0))).toEqual([]);
});

test("a version has one content, which is not compared with what nobody knows, nor with another version's", () => {
  const read = access("read", "a", 10, "8f2a");
  expect(rulesIn(read, access("read", "a", 10, "8f2a"), access("write", "a", 10), access("read", "a", 10))).toEqual([]);
  expect(rulesIn(read, access("read", "a", 11, "77aa"))).toEqual([]);
  expect(rulesIn(read, access("write", "a", 10), access("read", "a", 10, "77aa"))).toEqual(["unstable-value"]);
  const [finding] = tallyOf(read, access("read", "a", 10, "77aa")).findings.items;
  expect(finding?.text).toBe("a at revision 10 has another content read by read lane than by read lane");
  expect(tallyOf(read, access("read", "a", 10, "8f2a")).compared("unstable-value")).toBe(1);
  expect(tallyOf(read, access("read", "a", 10)).compared("unstable-value")).toBe(0);
});
