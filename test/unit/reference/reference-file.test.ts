import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { gatherRuns } from "../../../src/comparison/gather.ts";
import { readReference, referenceText, writeReference } from "../../../src/reference/reference-file.ts";
import { comparedRun } from "../../support/compared-runs.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const runs = gatherRuns("nightly", [
  comparedRun([{ id: "leader-within", ms: [1_400, 1_500] }, { id: "no-lost-writes" }], 1),
  comparedRun(
    [
      { id: "leader-within", ms: [1_300, null] },
      { id: "no-lost-writes", outcome: "fail" },
    ],
    2,
  ),
]);

describe("a reference file", () => {
  it("is read as it was written", () => {
    const file = join(temporaryFolder(), "reference.json");
    writeReference(file, runs);
    expect(readReference(file)).toEqual(runs);
  });

  it("has a line for the values of each guarantee, for a review", () => {
    expect(referenceText(runs)).toContain('"samplesMs": [[1400,1500],[1300,null]]\n');
    expect(referenceText(runs)).toContain('"outcomes": ["pass","fail"],\n');
  });

  it("names what is wrong in it, and refuses what is none", () => {
    const file = join(temporaryFolder(), "reference.json");
    writeFileSync(file, JSON.stringify({ ...runs, machine: 7 }));
    expect(() => readReference(file)).toThrow(/reference\.json: is no reference: machine: /);
    writeFileSync(file, "{");
    expect(() => readReference(file)).toThrow(/is no JSON/);
    expect(() => readReference(`${file}.none`)).toThrow(/there is no such file/);
  });

  it("keeps texts as they are, whatever is in them", () => {
    const odd = { ...runs, name: '\u0000"0"\u0000 "samplesMs": []' };
    expect(JSON.parse(referenceText(odd))).toEqual(odd);
  });
});
