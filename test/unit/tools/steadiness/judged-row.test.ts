import { expect, it } from "vitest";
import { judgeRun } from "../../../../src/run/judge-run.ts";
import { judgedRow } from "../../../../tools/steadiness/judged-row.ts";
import { type Row, readRows } from "../../../../tools/steadiness/rows.ts";
import { recordedRun } from "../../../support/recorded-run.ts";

const about = { scenario: "x", round: 1, topology: "ha", profile: "stock", campaign: "abc1234", commit: "abc1234" };

it("keeps what a report says so that the row can be read again", async () => {
  const { report } = await judgeRun(recordedRun("etcd-minority"));
  const row: Row = { ...about, startedAt: report.startedAt, run: report.run, ...judgedRow(report) };
  expect(readRows(JSON.stringify(row))).toEqual([row]);
  expect(row.outcome).toBe(report.outcome);
  const measured = report.verdicts.filter(({ measuredMs }) => measuredMs !== undefined);
  expect(measured.length).toBeGreaterThan(0);
  expect(row.proofs).toEqual([
    { fault: "follower-down", tookMs: 306 },
    { fault: "leader-kill", tookMs: 125 },
  ]);
  expect(row.figures.map(({ measuredMs }) => measuredMs)).toEqual(measured.map(({ measuredMs }) => measuredMs));
});

it("keeps why something did not pass, of guarantees and of assumptions", async () => {
  const { report } = await judgeRun(recordedRun("stolen-machine"));
  const open = [...report.verdicts, ...report.assumptions].filter(({ outcome }) => outcome !== "pass");
  expect(open.length).toBeGreaterThan(0);
  expect(judgedRow(report).why).toHaveLength(open.length);
  expect(judgedRow(report).why.join()).toContain(open[0]?.summary);
});
