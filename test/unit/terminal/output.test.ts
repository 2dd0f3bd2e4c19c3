import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectFolder } from "../../../src/scenario/catalogue.ts";
import { inert, isReaderGone } from "../../../src/terminal/output.ts";
import { colorsOf } from "../../../src/terminal/terminal.ts";

describe("what is printed", () => {
  it("has the harness's own colours on a terminal and no other sequence anywhere", () => {
    const color = colorsOf({ color: true });
    const own = color.green.bold("✓") + color.red("✗") + color.yellow("!") + color.dim("~");
    expect(inert(`${own}\n`, true)).toBe(`${own}\n`);
    expect(inert("\u001b[2J\u001b]0;x\u0007\u001b[4m", true)).toBe("\\u001b[2J\\u001b]0;x\\u0007\\u001b[4m");
    expect(inert(color.red("x"), false)).toBe("\\u001b[31mx\\u001b[39m");
  });

  it("leaves by one writer only", () => {
    const files = readdirSync(join(projectFolder, "src"), { recursive: true, encoding: "utf8" });
    const writers = files
      .filter((file) => file.endsWith(".ts"))
      .filter((file) =>
        /process\.std(out|err)\.write|console\.\w+\(/.test(readFileSync(join(projectFolder, "src", file), "utf8")),
      );
    expect(writers).toEqual(["terminal/output.ts"]);
  });
});

describe("a write that fails", () => {
  it.each([
    ["EPIPE", false, true],
    ["EPIPE", true, true],
    ["ECONNRESET", false, true],
    ["ERR_STREAM_DESTROYED", false, true],
    ["EIO", true, true],
    ["EIO", false, false],
    ["ENOSPC", false, false],
    ["EBADF", true, false],
  ] as const)("by %s, on a terminal: %s, means that nobody reads any more: %s", (code, terminal, gone) => {
    expect(isReaderGone(Object.assign(new Error(code), { code }), terminal)).toBe(gone);
  });
});
