import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { kubeconfigOf } from "../../../src/cluster/cluster-folder.ts";
import { newKubeconfig } from "../../../src/cluster/kubeconfig.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

beforeEach(() => void vi.stubEnv("KIND_CHAOS_CACHE", temporaryFolder()));
afterEach(() => void vi.unstubAllEnvs());

test("a cluster's kubeconfig is its owner's alone, in a folder that is, whatever was there", async () => {
  const elsewhere = join(temporaryFolder(), "mine");
  writeFileSync(elsewhere, "mine");
  const file = kubeconfigOf("kc-a");
  mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
  symlinkSync(elsewhere, file);
  expect(await newKubeconfig("kc-a")).toBe(file);
  expect(readFileSync(file, "utf8")).toBe("");
  expect([statSync(file).mode & 0o777, statSync(dirname(file)).mode & 0o777]).toEqual([0o600, 0o700]);
  expect(readFileSync(elsewhere, "utf8")).toBe("mine");
});

test.each(["../kc-a", "a/b", "", ".."])("what is no name of a cluster has none: %j", async (name) => {
  await expect(newKubeconfig(name)).rejects.toThrow("is no name of a cluster of the harness");
});
