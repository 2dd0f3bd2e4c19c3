import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { balancerArchive, nodeImageInputs } from "../../../../src/setup/images/node-image-inputs.ts";
import { unusedFolders } from "../../../../src/setup/prune/unused-folders.ts";
import { KIND_VERSION } from "../../../../src/setup/versions/kind-versions.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

function cache(): string {
  const root = temporaryFolder();
  const etcd = nodeImageInputs("1.37.2").components.find(({ name }) => name === "etcd");
  for (const folder of [
    `binaries/etcd-${etcd?.version}-${etcd?.digest}`,
    "binaries/etcd-3.7.0-000000000000",
    "work/node-1",
    `kind/${KIND_VERSION}`,
    "kind/0.31.0",
    "kind/0.20.0",
    "clusters/kc-mine",
    "logs/x",
    "queue/y",
    "oracle/z",
  ]) {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, "file"), "x".repeat(100));
  }
  mkdirSync(join(root, "root-filesystem"));
  writeFileSync(join(root, "root-filesystem", balancerArchive()), "x".repeat(100));
  writeFileSync(join(root, "root-filesystem/balancer-000000000000.tar"), "x".repeat(100));
  return root;
}
const names = (root: string, all: boolean) => unusedFolders(all, root).map(({ name }) => basename(name));

test("what other versions of the project made may go, and what broken builds left", () => {
  expect(names(cache(), false).toSorted()).toEqual([
    "0.20.0",
    "balancer-000000000000.tar",
    "etcd-3.7.0-000000000000",
    "node-1",
  ]);
});

test("with --all what can be made again goes, too; runs' folders, logs and the kind that cleans never do", () => {
  const gone = names(cache(), true);
  expect(gone).toHaveLength(7);
  for (const stays of [KIND_VERSION, "kc-mine", "x", "y", "z"]) expect(gone).not.toContain(stays);
});

test("sizes are those of files, and links are not followed", () => {
  const root = cache();
  symlinkSync("/usr", join(root, "work/node-1/link"));
  const [work] = unusedFolders(false, root);
  expect(work?.bytes).toBeGreaterThanOrEqual(100);
  expect(work?.bytes).toBeLessThan(1_000);
});

test("a machine without a cache has nothing", () => {
  expect(unusedFolders(true, "/nonexistent")).toEqual([]);
});
