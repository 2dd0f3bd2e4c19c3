import { CommanderError } from "commander";
import { describe, expect, it } from "vitest";
import { asksForJson, errorCodeOf, errorWordsOf } from "../../../src/command-line/json-error.ts";
import { PlatformError, UsageError } from "../../../src/model/errors.ts";

const noSpace = Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });

describe("an error as JSON", () => {
  it.each([
    [new UsageError("a"), "usage", "a"],
    [new PlatformError("kube", "b"), "kube", "b"],
    [
      new CommanderError(1, "commander.unknownOption", "error: unknown option '--x'\n(Did you mean --y?)"),
      "usage",
      "unknown option '--x' (Did you mean --y?)",
    ],
    [noSpace, "ENOSPC", "ENOSPC: no space left on device"],
    [new TypeError("c"), "bug", "c"],
    ["d\u001b[31m", "bug", "d\\u001b[31m"],
  ])("has a stable code and words on one line (%#)", (error, code, words) => {
    expect(errorCodeOf(error)).toBe(code);
    expect(errorWordsOf(error)).toBe(words);
  });

  it("is asked for by an option, and not behind two dashes", () => {
    expect(asksForJson(["list", "--json"])).toBe(true);
    expect(asksForJson(["list", "--", "--json"])).toBe(false);
    expect(asksForJson(["list"])).toBe(false);
  });
});
