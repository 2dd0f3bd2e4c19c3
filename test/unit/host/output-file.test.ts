import {
  closeSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { execaSync } from "execa";
import { describe, expect, it } from "vitest";
import { openToAppend, replaceFile } from "../../../src/host/output-file.ts";
import { UsageError } from "../../../src/model/errors.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A folder from elsewhere, and a file outside of it that is nobody's business there. */
function foreign() {
  const folder = temporaryFolder();
  const outside = join(temporaryFolder(), "own");
  writeFileSync(outside, "mine\n");
  return { path: join(folder, "report.md"), folder, outside };
}

describe("a file that is written into a folder from elsewhere", () => {
  it("is there whole, and nothing else is", () => {
    const { path, folder } = foreign();
    for (const text of ["first\n", "second\n"]) {
      replaceFile(path, text);
      expect(readFileSync(path, "utf8")).toBe(text);
    }
    expect(readdirSync(folder)).toEqual(["report.md"]);
  });

  it("is not written through a symbolic link, whether its target is there or not", () => {
    for (const target of ["own", "new"]) {
      const { path, folder, outside } = foreign();
      symlinkSync(join(outside, "..", target), path);
      for (const write of [() => replaceFile(path, "x"), () => openToAppend(path)]) {
        expect(write).toThrow(UsageError);
        expect(write).toThrow(/report\.md: is a symbolic link: it is not written through, remove it first/);
      }
      expect(readFileSync(outside, "utf8")).toBe("mine\n");
      expect(readdirSync(join(outside, ".."))).toEqual(["own"]);
      expect(readdirSync(folder)).toEqual(["report.md"]);
    }
  });

  it("takes the place of a second name of another file, and leaves that file as it is", () => {
    const { path, outside } = foreign();
    linkSync(outside, path);
    replaceFile(path, "x");
    expect(readFileSync(outside, "utf8")).toBe("mine\n");
  });

  it("is not a folder and not a pipe, which would be waited for", () => {
    const { path } = foreign();
    mkdirSync(path);
    expect(() => replaceFile(path, "x")).toThrow(/is a folder/);
    const pipe = `${path}.pipe`;
    execaSync("mkfifo", [pipe]);
    expect(() => replaceFile(pipe, "x")).toThrow(/is a pipe or a device/);
    expect(() => openToAppend(pipe)).toThrow(/is a pipe or a device/);
  });

  it("may be appended to", () => {
    const { path } = foreign();
    for (const line of ["a\n", "b\n"]) {
      const descriptor = openToAppend(path);
      writeSync(descriptor, line);
      closeSync(descriptor);
    }
    expect(readFileSync(path, "utf8")).toBe("a\nb\n");
  });
});
