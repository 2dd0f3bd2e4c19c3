import { expect, test } from "vitest";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { judge } from "../../../../src/analysis/verdict/judge.ts";
import { machineName } from "../../../../src/analysis/verdict/machine/machine-report.ts";
import { wasOnlyUnclear, wasTooBusy } from "../../../../src/analysis/verdict/measuring.ts";
import type { Report } from "../../../../src/model/report.ts";
import { known } from "../../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";

const untrue = (name: string) => ({ name, outcome: "inconclusive" as const, summary: "" });
const held = { name: "the run was completed", outcome: "pass" as const, summary: "" };

test("a run is only unclear where all that does not hold is about the measuring", () => {
  expect(wasOnlyUnclear({ assumptions: [held], errors: [] })).toBe(true);
  expect(wasOnlyUnclear({ assumptions: [held, untrue(machineName)], errors: [] })).toBe(true);
  expect(wasOnlyUnclear({ assumptions: [untrue(machineName)], errors: ["kube: gone"] })).toBe(false);
});

test("everything else that is assumed of a run says something of the cluster, or of what was done to it", async () => {
  const story = buildJournal({ lanes: ["write/api/new"], guarantees: [] });
  const { assumptions } = judge(buildTimeline(story), (await known()).guarantees);
  const measuring = assumptions.filter(({ name }) => wasOnlyUnclear({ assumptions: [untrue(name)], errors: [] }));
  expect(measuring.map(({ name }) => name.replaceAll(/\d+/g, "N")).toSorted()).toEqual([
    "attempts started on schedule: N % at most N ms late",
    "every judged lane has enough attempts in every judged stretch: at least N",
    "no attempt was left out because too many were open",
    "the probes' event loop was free: delay pN at most N ms",
    "the self-probe on this machine always answered",
    "this machine carried what was judged, or every limit held all the same",
    "what is judged was looked at all the time",
  ]);
  expect(assumptions.length).toBeGreaterThan(measuring.length);
});

test("a machine that did not become calm broke nothing; one that was busy later may have", () => {
  const of = (injectingAt: number | undefined, notCarried: string | null) =>
    ({ faults: [{ injectingAt }], machine: { notCarried } }) as unknown as Report;
  expect(wasTooBusy(of(undefined, "it did not become calm"))).toBe(true);
  expect(wasTooBusy(of(4_000, "it was busy"))).toBe(false);
  expect(wasTooBusy(of(undefined, null))).toBe(false);
});
