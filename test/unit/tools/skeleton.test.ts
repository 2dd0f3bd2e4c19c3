import { describe, expect, it } from "vitest";
import { projectFolder } from "../../../src/scenario/catalogue.ts";
import { camelCase, kinds, loadSkeleton, newFiles } from "../../../tools/skeleton.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

describe("npm run new", () => {
  it("has a skeleton of every kind of thing that a folder is walked for", () => {
    expect(kinds).toEqual([
      "fault",
      "guarantee",
      "operation",
      "procedure",
      "reporter",
      "scenario",
      "target",
      "topology",
    ]);
  });

  it.each(kinds)("writes a %s first, then its test and what must use it, all under its name", async (kind) => {
    const files = await newFiles(kind, "my-thing", temporaryFolder());
    expect(files.map(({ file }) => file)).toEqual(files.map(() => expect.stringContaining("my-thing")));
    const tested = files.some(({ file }) => file.startsWith("test/unit/"));
    // Every scenario is loaded, and every topology carries the baseline, in contract tests.
    expect(tested).toBe(!["scenario", "topology"].includes(kind));
    expect((await loadSkeleton(kind)).summary).toMatch(/^\S.*<name>\.(ts|yaml)/);
  });

  it.each([
    ["guarante", "my-thing", 'There is no kind "guarante": did you mean guarantee?'],
    ["fault", "node-kill", "src/faults/node-kill.ts is there already: choose another name"],
    ["fault", "baseline-x/..", "is no name"],
    ["fault", "My-Thing", "is no name"],
    ["scenario", "delete", "is no name"],
  ])("refuses %s %s", async (kind, name, message) => {
    await expect(newFiles(kind, name, projectFolder)).rejects.toThrow(message);
  });

  it("names functions as the code does", () => {
    expect(camelCase("at-most-one-pod")).toBe("atMostOnePod");
    expect(camelCase("quorum-write-3")).toBe("quorumWrite3");
  });
});
