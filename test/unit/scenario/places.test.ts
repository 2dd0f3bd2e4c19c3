import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fileIn, isOwn, namesIn, places } from "../../../src/scenario/places.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const endings = [".ts", ".yaml"];

test("names are those of files, without tests, declarations and folders; a link counts as what it leads to", () => {
  const folder = temporaryFolder();
  for (const name of ["a.ts", "a.test.ts", "b.d.ts", "c.yaml", "d-1.2.yaml", "notes.md"])
    writeFileSync(join(folder, name), "");
  mkdirSync(join(folder, "support.ts"));
  // An editor's lock is a link that leads nowhere.
  symlinkSync("nobody@nowhere.1", join(folder, ".#c.yaml"));
  symlinkSync("/no/such/file", join(folder, "gone.yaml"));
  writeFileSync(join(folder, ".hidden.yaml"), "");
  symlinkSync(join(folder, "a.ts"), join(folder, "e.ts"));
  expect(namesIn({ folder, endings }).toSorted()).toEqual(["a", "c", "d-1.2", "e"]);
});

test("a name has one file, or none; two are refused", () => {
  const folder = temporaryFolder();
  for (const name of ["a.ts", "b.ts", "b.yaml"]) writeFileSync(join(folder, name), "");
  mkdirSync(join(folder, "c.yaml"));
  expect(fileIn({ folder, endings }, "a")).toBe(join(folder, "a.ts"));
  expect(fileIn({ folder, endings }, "c")).toBeUndefined();
  expect(() => fileIn({ folder, endings }, "b")).toThrow(/b\.ts and b\.yaml: both are called b, rename one/);
});

test("in the repository what is found is the library's", () => {
  const [library, ...others] = places("scenario");
  expect(others).toEqual([]);
  expect(isOwn("scenario", join(library?.folder ?? "", "etcd-minority.ts"))).toBe(false);
  expect(isOwn("scenario", "/elsewhere/scenarios/etcd-minority.ts")).toBe(true);
});
