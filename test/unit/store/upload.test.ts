import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Upload } from "../../../src/store/upload.ts";
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
  expect(await new Upload(store, { bucket: "nights", prefix: "n1/shard-2-of-4" }).update(folders)).toBe(4);
  expect(written).toEqual([
    "n1/shard-2-of-4/run-1/journal.jsonl",
    "n1/shard-2-of-4/run-1/logs/a.log",
    "n1/shard-2-of-4/suite-1/summary.md",
    "n1/shard-2-of-4/suite-1/summary.json",
  ]);
  expect(objects.get("n1/shard-2-of-4/run-1/logs/a.log")?.toString()).toBe("run-1/logs/a.log");
});

it("puts there later what is new or was written again, and nothing twice", async () => {
  const folder = temporaryFolder();
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  for (const place of ["run-1", "run-2", "suite-1"]) mkdirSync(join(folder, place));
  write("run-1/journal.jsonl", "1");
  write("suite-1/summary.json", "cut");
  const { store, written, objects } = storeInMemory();
  const upload = new Upload(store, { bucket: "nights", prefix: "" });
  const folders = ["run-1", "run-2", "suite-1"].map((name) => join(folder, name));
  expect(await upload.update(folders)).toBe(2);
  write("run-2/journal.jsonl", "2");
  write("suite-1/summary.json", "completed");
  expect(await upload.update(folders)).toBe(3);
  expect(await upload.update(folders)).toBe(3);
  expect(written).toEqual(["run-1", "suite-1", "run-2", "suite-1"].map((name) => `${name}/${fileIn(name)}`));
  expect(objects.get("suite-1/summary.json")?.toString()).toBe("completed");
});

it("does not name a run in the summary whose files were refused, and puts them there when it may", async () => {
  const folder = temporaryFolder();
  for (const place of ["run-1", "suite-1"]) {
    mkdirSync(join(folder, place));
    writeFileSync(join(folder, place, fileIn(place)), place);
  }
  const { store, written } = storeInMemory();
  let refused = 1;
  const upload = new Upload(
    {
      ...store,
      write: async (key, content) => {
        if (refused-- > 0) throw new Error("503");
        await store.write(key, content);
      },
    },
    { bucket: "nights", prefix: "" },
  );
  const folders = ["run-1", "suite-1"].map((name) => join(folder, name));
  await expect(upload.update(folders)).rejects.toThrow("503");
  expect(written).toEqual([]);
  expect(await upload.update(folders)).toBe(2);
  expect(written).toEqual(["run-1/journal.jsonl", "suite-1/summary.json"]);
  rmSync(join(folder, "run-1"), { recursive: true });
  expect(await upload.update(folders)).toBe(2);
});

const fileIn = (folder: string) => (folder.startsWith("suite") ? "summary.json" : "journal.jsonl");
