import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { tellGithub } from "../../../src/command-line/github-actions.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const annotations = [{ level: "error", title: "etcd: a,b", message: "out for 5 s\n::stop-commands::x 100 %" }] as const;
const told: string[] = [];
const spy = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
  told.push(String(text));
  return true;
});
afterEach(() => void told.splice(0));

describe("GitHub Actions", () => {
  it("gets annotations as commands, each on a line of its own, whatever is in them", () => {
    tellGithub({ annotations, summary: () => "" }, { GITHUB_ACTIONS: "true" });
    expect(told).toEqual(["::error title=etcd%3A a%2Cb::out for 5 s ::stop-commands::x 100 %25\n"]);
  });

  it("gets the Markdown added to its step summary, and is told where that cannot be", () => {
    const file = join(temporaryFolder(), "summary");
    tellGithub({ annotations, summary: () => "# one\n" }, { GITHUB_STEP_SUMMARY: file });
    tellGithub({ annotations, summary: () => "# two\n" }, { GITHUB_STEP_SUMMARY: file });
    expect(readFileSync(file, "utf8")).toBe("# one\n\n# two\n\n");
    expect(told).toEqual([]);
    tellGithub({ annotations, summary: () => "" }, { GITHUB_STEP_SUMMARY: join(file, "below") });
    expect(told.join("")).toMatch(/^chaos: the step summary cannot be written: /);
  });

  it("gets nothing elsewhere", () => {
    tellGithub({ annotations, summary: () => expect.unreachable() }, { CI: "true", GITHUB_STEP_SUMMARY: "" });
    expect(told).toEqual([]);
    spy.mockRestore();
  });
});
