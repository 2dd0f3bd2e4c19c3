import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cleanLog, cleanLogs } from "../../../src/cluster/clean-logs.ts";
import { secretsIn } from "../../support/secrets-in.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("logs lose their secrets and nothing else; what is no text is gone", async () => {
  const folder = temporaryFolder();
  const node = join(folder, "kc-a-worker");
  mkdirSync(join(node, "journal"), { recursive: true });
  writeFileSync(join(node, "kubelet.log"), "one\njoin --token abcdef.0123456789abcdef now\nthree\n");
  writeFileSync(join(node, "journal", "system.journal"), Buffer.from("LPKSHHRH\0\0abcdef.0123456789abcdef"));
  writeFileSync(join(folder, "elsewhere"), "mine\n");
  symlinkSync(join(folder, "elsewhere"), join(node, "link.log"));
  writeFileSync(join(node, "empty.log"), "");
  await cleanLogs(node);
  expect(readFileSync(join(node, "kubelet.log"), "utf8")).toBe("one\njoin --token *** now\nthree\n");
  expect(readdirSync(node, { recursive: true }).toSorted()).toEqual(["empty.log", "journal", "kubelet.log"]);
  expect(readFileSync(join(folder, "elsewhere"), "utf8")).toBe("mine\n");
  expect(secretsIn(folder)).toEqual([]);
});

test("a log of which its secrets cannot be taken is gone", async () => {
  const path = join(temporaryFolder(), "kind-create.log");
  writeFileSync(path, "text\n");
  // Its place is taken: the new text cannot be written.
  mkdirSync(`${path}.part`);
  await expect(cleanLog(path)).rejects.toThrow();
  expect(existsSync(path)).toBe(false);
});
