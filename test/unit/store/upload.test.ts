import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { upload } from "../../../src/store/upload.ts";
import { storeInMemory } from "../../support/store-in-memory.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

it("puts folders under their names, and the summary after all: where it is, nothing is missing", async () => {
  const folder = temporaryFolder();
  for (const place of ["run-1/logs", "suite-1"]) mkdirSync(join(folder, place), { recursive: true });
  for (const file of ["run-1/journal.jsonl", "run-1/logs/a.log", "suite-1/summary.json", "suite-1/summary.md"])
    writeFileSync(join(folder, file), file);
  symlinkSync("/etc/passwd", join(folder, "run-1/link"));
  const { store, written, objects } = storeInMemory();
  const folders = ["run-1", "gone", "suite-1"].map((name) => join(folder, name));
  expect(await upload(store, { bucket: "nights", prefix: "n1/shard-2-of-4" }, folders)).toBe(4);
  expect(written).toEqual([
    "n1/shard-2-of-4/run-1/journal.jsonl",
    "n1/shard-2-of-4/run-1/logs/a.log",
    "n1/shard-2-of-4/suite-1/summary.md",
    "n1/shard-2-of-4/suite-1/summary.json",
  ]);
  expect(objects.get("n1/shard-2-of-4/run-1/logs/a.log")?.toString()).toBe("run-1/logs/a.log");
});
