import { expect, test } from "vitest";
import { versionOf } from "../../../../src/analysis/runs/group-runs.ts";
import {
  figuresOf,
  type GuaranteeHistory,
  guaranteeHistories,
  isFlakyGuarantee,
  limitOf,
  tellingGuarantee,
} from "../../../../src/analysis/runs/guarantee-history.ts";
import { listedRun } from "../../../support/listed-runs.ts";

const slow = { id: "slow", limitMs: 10_000 };
const near = { id: "near", limitMs: 1_000 };
const runs = [
  listedRun({
    verdicts: [{ id: "gone" }, { ...slow, measuredMs: [1_000, 2_000] }, { ...near, measuredMs: [500, 900] }],
  }),
  listedRun({
    verdicts: [
      { ...near, measuredMs: [300, 700] },
      { ...slow, measuredMs: [3_000, null] },
    ],
  }),
  listedRun({
    kubernetes: "1.36.3",
    verdicts: [
      { ...near, limitMs: 2_000, outcome: "fail", measuredMs: [2_100, 2_500] },
      { ...slow, measuredMs: [1_500, 1_600] },
    ],
  }),
];
const byId = (id: string) => guaranteeHistories(runs).find((one) => one.id === id) as GuaranteeHistory;

test("each guarantee is there once, in the order of the newest run", () => {
  expect(guaranteeHistories(runs).map(({ id, held }) => [id, held.length])).toEqual([
    ["near", 3],
    ["slow", 3],
    ["gone", 1],
  ]);
});

test("figures are counts, and bounds of the median and of all", () => {
  expect(figuresOf(byId("slow"))).toEqual({
    ...{ outcomes: { pass: 3, inconclusive: 0, fail: 0 }, measured: 3 },
    ...{ medianMs: [1_500, 2_000], spreadMs: [1_000, null], medianIntervalMs: undefined, p95Ms: undefined },
    keptShare: [expect.closeTo(0.2924), 1],
  });
  expect(figuresOf(byId("near"), (run) => versionOf(run) === "1.36.3")).toMatchObject({
    outcomes: { pass: 0, inconclusive: 0, fail: 1 },
    medianMs: [2_100, 2_500],
  });
  expect(figuresOf(byId("gone"))).toMatchObject({ measured: 0, medianMs: undefined, spreadMs: undefined });
});

test("the telling guarantee is the one that comes nearest to its limit, among those that most runs measured", () => {
  expect(tellingGuarantee(guaranteeHistories(runs))?.id).toBe("near");
  const rare = listedRun({ verdicts: [{ id: "rare", limitMs: 1, measuredMs: [1, 1] }] });
  expect(tellingGuarantee(guaranteeHistories([...runs, rare]))?.id).toBe("near");
  expect(tellingGuarantee(guaranteeHistories([listedRun({ verdicts: [{ id: "gone" }] })]))).toBeUndefined();
  expect(limitOf(byId("near"))).toBe(2_000);
});

test("a guarantee is flaky where it held and broke on one version", () => {
  expect(isFlakyGuarantee(byId("near"), versionOf)).toBe(false);
  const [first] = runs;
  const broken = listedRun({ verdicts: [{ ...near, outcome: "fail" }] });
  const [history] = guaranteeHistories([first as (typeof runs)[number], broken]);
  expect(isFlakyGuarantee(history as GuaranteeHistory, versionOf)).toBe(true);
});
