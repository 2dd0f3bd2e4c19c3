import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isGithubActions, withoutCommands, workflowCommand } from "../../../src/terminal/ci-log.ts";
import { hostileText } from "../../support/hostile-texts.ts";

/** What GitHub's runner takes for a command (actions/runner, ActionCommand.cs): of version 2 at a line's begin, of 1 anywhere. */
const obeyed = /^\s*::|##\[/m;
const hostile = fc
  .tuple(
    fc.constantFrom("", " ", "a", "\n"),
    fc.constantFrom("::error::x", "##[add-mask]x", "::stop-commands::t"),
    hostileText,
  )
  .map((parts) => parts.join(""));

describe("text in a CI system's log", () => {
  it("has no command in it, whatever it was", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(withoutCommands(text, { CI: "true" })).not.toMatch(obeyed);
      }),
    );
    expect(withoutCommands("##vso[task.setvariable]", { TF_BUILD: "True" })).toBe("# #vso[task.setvariable]");
    expect(withoutCommands("##teamcity[x]", { TEAMCITY_VERSION: "2026" })).toBe("# #teamcity[x]");
  });

  it("is as it was elsewhere, and where nothing is a command", () => {
    expect(withoutCommands("::error::x", {})).toBe("::error::x");
    expect(withoutCommands("a::b ## c", { CI: "true" })).toBe("a::b ## c");
  });
});

describe("a command", () => {
  it("is one line, of its own name and properties alone", () => {
    fc.assert(
      fc.property(hostile, hostile, (message, title) => {
        const line = workflowCommand("error", message, { title });
        expect(line).toMatch(/^::error title=[^:,\r\n]*::[^\r\n]*\n$/);
        const back = /^::error title=(.*?)::(.*)\n$/su.exec(line)?.slice(1).map(unescaped);
        expect(back).toEqual([title, message]);
      }),
    );
    expect(workflowCommand("endgroup", "")).toBe("::endgroup::\n");
  });
});

/** What the runner makes of escaped text. */
function unescaped(text: string): string {
  const escapes: Record<string, string> = { "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%" };
  return text.replaceAll(/%(?:0D|0A|3A|2C|25)/g, (sequence) => escapes[sequence] ?? "");
}

it("a runner of GitHub's says so itself", () => {
  expect(isGithubActions({ GITHUB_ACTIONS: "true" })).toBe(true);
  expect(isGithubActions({ CI: "true" })).toBe(false);
});
