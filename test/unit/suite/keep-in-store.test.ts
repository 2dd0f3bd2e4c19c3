import { expect, it } from "vitest";
import { foldersOf, placeOfShard } from "../../../src/suite/keep-in-store.ts";
import { suiteOf, suiteRun } from "../../support/suite-builder.ts";
import { fastResult } from "../../support/suite-results.ts";

it("each shard has a place of its own below the night's: two begin in the same second", () => {
  const night = { bucket: "nights", prefix: "n1" };
  expect(placeOfShard(night, { index: 3, of: 200 })).toEqual({ bucket: "nights", prefix: "n1/shard-3-of-200" });
  expect(placeOfShard({ ...night, prefix: "" }, { index: 1, of: 2 }).prefix).toBe("shard-1-of-2");
  expect(placeOfShard(night, null)).toEqual(night);
});

it("all folders of a suite are told, attempts before the last ones too, its own after them", () => {
  const runs = [
    suiteRun({ result: fastResult({ run: "a-2" }), earlier: [fastResult({ run: "a-1", outcome: "inconclusive" })] }),
    suiteRun(),
    suiteRun({ result: fastResult({ run: "../b" }) }),
  ];
  expect(foldersOf(suiteOf(runs), "reports/suite-1")).toEqual([
    "reports/a-1",
    "reports/a-2",
    "reports/b",
    "reports/suite-1",
  ]);
});
