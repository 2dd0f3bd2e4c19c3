import { describe, expect, it } from "vitest";
import { renderResults } from "../../../../tools/steadiness/page.ts";
import { lineOf, type Row, readRows } from "../../../../tools/steadiness/rows.ts";

const row: Row = {
  scenario: "etcd-minority",
  round: 1,
  topology: "ha-3cp-3w",
  profile: "stock",
  campaign: "abc1234",
  commit: "abc1234",
  startedAt: "2026-11-27T10:00:00.000Z",
  run: "etcd-minority-1",
  outcome: "pass",
  durationMs: 91_000,
  why: [],
  figures: [
    {
      promise: "write/api/* in time",
      outcome: "pass",
      limitMs: 4_000,
      expectedMs: [800, 2_000],
      measuredMs: [900, 1_300],
    },
  ],
};
const unknown: Row = {
  ...row,
  round: 2,
  run: "etcd-minority-2",
  outcome: "inconclusive",
  why: ["the machine was busy"],
  figures: [{ promise: "write/api/* in time", outcome: "inconclusive", measuredMs: [900, 5_000] }],
};

const broken: Row = { ...row, run: "", outcome: "broken", durationMs: 0, why: ["exit code 2"], figures: [] };

describe("the page of results", () => {
  it("explains each run whose harness failed by itself, and tells of figures without an upper bound", () => {
    const later = { ...broken, startedAt: "2026-11-27T11:00:00.000Z" };
    const page = renderResults([broken, later], {
      "etcd-minority 2026-11-27T10:00:00.000Z": { whose: "machine", what: "the disk was full" },
    });
    expect(page).toMatch(
      /etcd-minority 2026-11-27T10:00:00.000Z \| broken \| exit code 2 \| machine \| the disk was full/,
    );
    expect(page).toMatch(/etcd-minority 2026-11-27T11:00:00.000Z \| broken \| exit code 2 \| {2}\| not explained yet/);
    const open: Row = {
      ...row,
      figures: [{ promise: "write/api/* in time", outcome: "fail", measuredMs: [9_000, null] }],
    };
    expect(renderResults([row, open], {})).toMatch(/\| 1\.3 s; 1 without, at least 9 s \|/);
    expect(renderResults([open], {})).toMatch(/\| 1 without, at least 9 s \|/);
  });

  it("counts every outcome and tells how many passed", () => {
    const page = renderResults([row, unknown], {});
    expect(page).toContain("Campaign abc1234, at commit abc1234:\nof 2 runs of the library 1 passed (50.0 %).");
    expect(page).toMatch(/\[etcd-minority\]\(#etcd-minority\) \| ha-3cp-3w, stock \| 1 pass, 1 inconclusive \| 91 s/);
  });

  it("names what did not pass with the report's words and what is known of it", () => {
    const told = { "etcd-minority-2": { whose: "machine", what: "the host took the CPU" } } as const;
    expect(renderResults([row, unknown], told)).toMatch(
      /etcd-minority-2 \| inconclusive \| the machine was busy \| machine \| the host/,
    );
    expect(renderResults([row, unknown], {})).toContain("not explained yet");
    expect(renderResults([row], {})).toContain("Nothing.");
  });

  it("is about the newest campaign, counts the control by itself, and tells of those before", () => {
    const control: Row = { ...row, campaign: "def5678", scenario: "ten-quiet-minutes", run: "ten-quiet-minutes-1" };
    const page = renderResults([row, unknown, { ...row, campaign: "def5678", commit: "def5678" }, control], {});
    expect(page).toContain(
      "Campaign def5678, at commits def5678, abc1234:\nof 1 runs of the library 1 passed (100.0 %)",
    );
    expect(page).toContain("of 1 of the control, 1 found nothing");
    expect(page).toContain("Nothing.");
    expect(page).toMatch(/## Earlier campaigns\n\n- Campaign abc1234.*\nof 2 runs of the library 1 passed/);
  });

  it("tells of each scenario at which commits its rows were made, and keeps those of an earlier campaign alone", () => {
    const older: Row = { ...row, campaign: "old0000", commit: "old0000", scenario: "lb-kill", run: "lb-kill-1" };
    const later: Row = { ...row, commit: "def5678", startedAt: "2026-11-28T10:00:00.000Z" };
    const page = renderResults([older, row, later], {}, ["etcd-minority", "lb-kill", "two-zones"]);
    expect(page).toMatch(/\(#etcd-minority\) \|.* 2 pass \|.* abc1234, def5678 \|/);
    expect(page).toMatch(/\(#lb-kill\) \|.* 1 pass \|.* old0000 \|/);
    expect(page).toMatch(/## Not in a campaign yet\n\n.*\n\n- two-zones\n$/);
  });

  it("tells how soon faults were proven: the one that took longest", () => {
    const proofs = [
      { fault: "sham", tookMs: 300 },
      { fault: "leader-slow", tookMs: 2_600 },
      { fault: "renewal", tookMs: 50_000, afterMs: 410 },
    ];
    expect(renderResults([{ ...row, proofs }, row], {})).toContain("| 2.6 s (leader-slow) |");
    expect(renderResults([row], {})).toContain("| 91 s |  | abc1234 |");
  });

  it("says so where there is no row yet", () => {
    expect(renderResults([], {}, ["two-zones"])).toContain("No campaign has a row yet.");
  });

  it("has the newest figures, and the most of all runs", () => {
    expect(renderResults([unknown, row], {})).toMatch(
      /write\/api\/\\\* in time \| 800 ms to 2 s \| 4 s \| 900 ms to 1.3 s \| 5 s/,
    );
  });
});

it("rows are read as they were written, and nothing else is", () => {
  expect(readRows(lineOf(row) + lineOf(unknown))).toEqual([row, unknown]);
  expect(() => readRows("{}\n")).toThrow();
});
