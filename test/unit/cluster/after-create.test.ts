import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it, vi } from "vitest";
import { readAfterCreate, runAfterCreate } from "../../../src/cluster/after-create.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

let folder: string;
const notes: string[] = [];
beforeEach(() => {
  folder = temporaryFolder();
  notes.length = 0;
  vi.stubEnv("KIND_CHAOS_CACHE", folder);
});

const write = (text: string, mode = 0o755) => {
  const file = join(folder, "script.sh");
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, mode);
  return file;
};
const request = () => ({
  name: "kc-shop-ab12",
  folder,
  signal: new AbortController().signal,
  note: (text: string) => notes.push(text),
});

it("gives the script the cluster's name and kubeconfig, and keeps what it prints", async () => {
  const script = readAfterCreate(write('echo "$1 $KIND_CLUSTER_NAME $KUBECONFIG"; echo more >&2'));
  await runAfterCreate(script, request());
  const log = readFileSync(join(folder, "after-create.log"), "utf8");
  expect(log).toContain(`kc-shop-ab12 kc-shop-ab12 ${join(folder, "clusters", "kc-shop-ab12", "kubeconfig")}\n`);
  expect(log).toContain("more\n");
  expect(notes).toEqual([expect.stringContaining(script.sha256)]);
});

it("tells a failure in one line, with the last line of the script", async () => {
  const script = readAfterCreate(write("echo fine; echo 'no such chart' >&2; exit 7"));
  await expect(runAfterCreate(script, request())).rejects.toMatchObject({
    code: "after-create",
    message: expect.stringMatching(/^\S+script\.sh of --after-create ended with 7: no such chart \(log: \S+\)$/),
  });
});

it("runs no other script than the one that was planned", async () => {
  const script = readAfterCreate(write("true"));
  write("false");
  await expect(runAfterCreate(script, request())).rejects.toThrow(/was changed since it was planned/);
});

it("refuses what cannot be run before anything is made", () => {
  expect(() => readAfterCreate(write("true", 0o644))).toThrow(/is not executable: chmod \+x/);
  expect(() => readAfterCreate(join(folder, "none.sh"))).toThrow(/there is no such file/);
  expect(() => readAfterCreate(folder)).toThrow(/is a folder/);
});
