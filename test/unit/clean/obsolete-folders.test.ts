import { existsSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { removeObsolete } from "../../../src/clean/obsolete-folders.ts";
import { allClaims, type Claim } from "../../../src/cluster/claims.ts";
import { claimFileOf, clustersFolder } from "../../../src/cluster/cluster-folder.ts";
import { claimOf, ownCache } from "../../support/claimed-cluster.ts";

const dead = 2 ** 22;

/** Writes claims, one of each kind; returns all that there are. */
function claims(): Claim[] {
  ownCache();
  claimOf("kc-here", dead, true, "this");
  claimOf("kc-gone", dead, true, "this");
  claimOf("kc-elsewhere", dead, true, "another");
  claimOf("kc-unknown", dead, true);
  claimOf("kc-alive", process.ppid, false, "this");
  return allClaims();
}

test("removes what was kept of clusters that this engine has no more, and nothing else", async () => {
  const actions = await removeObsolete(claims(), new Set(["kc-here"]), "this", false);
  expect(actions.map(({ what, cluster, ok }) => `${what} ${cluster} ${ok}`)).toEqual(["delete kc-gone true"]);
  expect(readdirSync(clustersFolder()).toSorted()).toEqual(["kc-alive", "kc-elsewhere", "kc-here", "kc-unknown"]);
});

test("only says so when it is asked what it would do, and where the engine has no name", async () => {
  expect(await removeObsolete(claims(), new Set(["kc-here"]), "this", true)).toHaveLength(1);
  expect(await removeObsolete(allClaims(), new Set(), "", false)).toEqual([]);
  expect(readdirSync(clustersFolder())).toHaveLength(5);
});

test("leaves one that came to life since the claims were read", async () => {
  const all = claims();
  claimOf("kc-gone", process.ppid, false, "this");
  await removeObsolete(all, new Set(["kc-here"]), "this", false);
  expect(existsSync(claimFileOf("kc-gone"))).toBe(true);
});
