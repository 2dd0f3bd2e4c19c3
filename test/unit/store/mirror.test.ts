import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { StoreMirror } from "../../../src/store/mirror.ts";
import { storeInMemory } from "../../support/store-in-memory.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const address = { bucket: "nights", prefix: "n1" };

it("fetches the files of one name below a place, and later what is new or another", async () => {
  const { store, objects, read } = storeInMemory({
    "n1/a/summary.json": "1",
    "n1/a/journal.jsonl": "no",
    "n1/summary.json": "0",
    "n10/a/summary.json": "another night",
  });
  const folder = temporaryFolder();
  const mirror = new StoreMirror(store, address, "summary.json", folder);
  expect(await mirror.update()).toBe(2);
  expect(readFileSync(join(folder, "a/summary.json"), "utf8")).toBe("1");
  objects.set("n1/a/summary.json", Buffer.from("2"));
  objects.set("n1/b/summary.json", Buffer.from("3"));
  expect(await mirror.update()).toBe(3);
  expect(read.toSorted()).toEqual(["n1/a/summary.json", "n1/a/summary.json", "n1/b/summary.json", "n1/summary.json"]);
  expect(readFileSync(join(folder, "a/summary.json"), "utf8")).toBe("2");
});

it("finds them in a whole bucket", async () => {
  const { store } = storeInMemory({ "a/summary.json": "1" });
  const folder = temporaryFolder();
  expect(await new StoreMirror(store, { bucket: "nights", prefix: "" }, "summary.json", folder).update()).toBe(1);
  expect(readFileSync(join(folder, "a/summary.json"), "utf8")).toBe("1");
});

it.each([
  "n1/../summary.json",
  "n1//a/summary.json",
  "n1/a//summary.json",
  "n1/a b/summary.json",
  "n1/a\\b/summary.json",
])("refuses the key %s, which would be no file of its folder, or that of another", async (key) => {
  const { store } = storeInMemory({ [key]: "1" });
  const update = new StoreMirror(store, address, "summary.json", temporaryFolder()).update();
  await expect(update).rejects.toThrow(/^s3:\/\/nights\/n1: the key ".*" is none that kind-chaos wrote$/);
});
