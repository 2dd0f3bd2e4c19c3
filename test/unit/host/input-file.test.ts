import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execaSync } from "execa";
import { describe, expect, it } from "vitest";
import { readInputFile } from "../../../src/host/input-file.ts";
import { UsageError } from "../../../src/model/errors.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const limits = { mostBytes: 2_048 };

/** A file of every kind that there may be in a folder. */
function everyKind(): (name: string) => string {
  const folder = temporaryFolder();
  const path = (name: string) => join(folder, name);
  writeFileSync(path("text"), "a größer text\n");
  writeFileSync(path("long"), "x".repeat(2_049));
  symlinkSync(path("text"), path("link"));
  symlinkSync(path("circle"), path("circle"));
  symlinkSync("/dev/zero", path("zero"));
  mkdirSync(path("folder"));
  execaSync("mkfifo", [path("pipe")]);
  return path;
}

describe("a file that somebody else wrote", () => {
  it("is read whole", () => {
    const path = everyKind();
    expect(readInputFile(path("text"), limits)).toBe("a größer text\n");
    expect(readInputFile(path("link"), limits)).toBe("a größer text\n");
    expect(readInputFile("/proc/self/status", { mostBytes: 100_000 })).toContain("VmRSS");
  });

  it.each([
    ["none", /none: there is no such file$/],
    ["text/inside", /there is no such file$/],
    ["long", /long: is longer than 2 KiB$/],
    ["folder", /is a folder, not a file$/],
    ["pipe", /is a pipe or a device, not a file$/],
    ["zero", /is a pipe or a device, not a file$/],
    ["circle", /its symbolic links go round in a circle$/],
    ["x".repeat(300), /too long for a file$/],
  ])("called %s is refused in one line, and nobody waits for it", (name, message) => {
    const path = everyKind();
    expect(() => readInputFile(path(name), limits)).toThrow(UsageError);
    expect(() => readInputFile(path(name), limits)).toThrow(message);
  });

  it("in a folder from elsewhere is its own: a link is not followed", () => {
    expect(() => readInputFile(everyKind()("link"), { ...limits, isForeign: true })).toThrow(
      /link: is a symbolic link, which is not followed here$/,
    );
  });

  it("that only seems short is refused when it is not", () => {
    expect(() => readInputFile("/proc/self/status", { mostBytes: 16 })).toThrow(/is longer than/);
  });
});
