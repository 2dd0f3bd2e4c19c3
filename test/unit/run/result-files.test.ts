import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeResultFiles } from "../../../src/run/result-files.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const good = (file: string) => ({ file, render: (input: string) => `${file} of ${input}\n` });
const broken = {
  file: "broken.html",
  render: (): string => {
    throw new Error("no lane called x");
  },
};
const quiet = (line: string) => expect.unreachable(line);

test("every form gets the same input and its own file", async () => {
  const folder = temporaryFolder();
  const files = ["a.json", "b.md"].map((file) => join(folder, file));
  expect(await writeResultFiles(folder, [good("a.json"), good("b.md")], "run", quiet)).toEqual(files);
  expect(files.map((file) => readFileSync(file, "utf8"))).toEqual(["a.json of run\n", "b.md of run\n"]);
});

test("a reporter that throws is named and stops no other", async () => {
  const folder = temporaryFolder();
  const lines: string[] = [];
  const written = await writeResultFiles(folder, [good("a.json"), broken, good("b.md")], "run", (line) =>
    lines.push(line),
  );
  expect(lines).toEqual(["the reporter of broken.html failed: no lane called x"]);
  expect(written).toEqual([join(folder, "a.json"), join(folder, "b.md")]);
  expect(readdirSync(folder).toSorted()).toEqual(["a.json", "b.md"]);
});

test("a form in pieces is written as they are made; one that throws in the middle leaves no file", async () => {
  const folder = temporaryFolder();
  const lines: string[] = [];
  const inPieces = (file: string, isBroken: boolean) => ({
    ...good(file),
    *pieces(input: string) {
      yield `${file} `;
      if (isBroken) throw new Error("no lane called x");
      yield `in pieces of ${input}\n`;
    },
  });
  const forms = [inPieces("a.json", false), inPieces("b.xml", true), good("c.md")];
  const written = await writeResultFiles(folder, forms, "run", (line) => lines.push(line));
  expect(lines).toEqual(["the reporter of b.xml failed: no lane called x"]);
  expect(written).toEqual([join(folder, "a.json"), join(folder, "c.md")]);
  expect(readdirSync(folder).toSorted()).toEqual(["a.json", "c.md"]);
  expect(readFileSync(join(folder, "a.json"), "utf8")).toBe("a.json in pieces of run\n");
  mkdirSync(join(folder, "d.json"));
  await expect(writeResultFiles(folder, [inPieces("d.json", false)], "run", quiet)).rejects.toThrow("is a folder");
});

test("all files that cannot be written are named in one error", async () => {
  const folder = temporaryFolder();
  for (const name of ["a.json", "c.svg"]) mkdirSync(join(folder, name));
  const writing = writeResultFiles(folder, [good("a.json"), good("b.md"), good("c.svg")], "run", quiet);
  await expect(writing).rejects.toThrow(/a\.json: is a folder.*; .*c\.svg: is a folder/);
});

test("files that one reason kept from being written share its sentence", async () => {
  const folder = join(temporaryFolder(), "gone");
  const writing = writeResultFiles(folder, [good("a.json"), good("b.md")], "run", quiet);
  await expect(writing).rejects.toThrow(/gone: a\.json, b\.md cannot be written: ENOENT: no such file or directory$/);
});

test("a file that cannot be written is named in the error, after all others were written", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "a.json"));
  const writing = writeResultFiles(folder, [good("a.json"), good("b.md")], "run", quiet);
  await expect(writing).rejects.toMatchObject({ code: "result-file" });
  await expect(writing).rejects.toThrow(/a\.json: is a folder: it is not written through/);
  expect(readFileSync(join(folder, "b.md"), "utf8")).toBe("b.md of run\n");
});
