import { expect, test } from "vitest";
import { historyOperations, isStream, kindOf } from "../../../../src/analysis/history/kinds.ts";
import { loadOperations } from "../../../../src/scenario/catalogue.ts";

/** Operations that ask no store behind the API, or whose answers may be old; no lane of theirs is part of a history. */
const elsewhere = ["cached-read", "cluster-dns", "etcd-lease", "etcd-status", "quorum-write", "readyz", "store-write"];

test("a history is made of operations that there are, and of none that asks elsewhere", async () => {
  const all = [...(await loadOperations()).keys()];
  expect(all).toEqual(expect.arrayContaining([...historyOperations, ...elsewhere]));
  expect(historyOperations.filter((name) => elsewhere.includes(name))).toEqual([]);
});

test("every operation that listens is a stream, and no other", async () => {
  const all = [...(await loadOperations()).values()];
  expect(all.filter(({ protocol, name }) => (protocol === "watch") !== isStream(name))).toEqual([]);
});

test("what an operation's answer says of the store is known by its name alone", () => {
  expect(["write", "lease", "consistent-list", "cached-read", "constructor"].map(kindOf)).toEqual([
    "write",
    "read",
    "list",
    undefined,
    undefined,
  ]);
});
