import { expect, it } from "vitest";
import { type Lane, laneOf } from "../../../../../src/report/page/client/lane.ts";
import { latencyColumns } from "../../../../../src/report/page/client/latency-columns.ts";
import { toldBetween } from "../../../../../src/report/page/client/told.ts";
import { pageDataOf } from "../../../../../src/report/page/data-of.ts";
import type { PageData } from "../../../../../src/report/page/page-data.ts";
import { shownLanes } from "../../../../../src/report/page/shown-lanes.ts";
import { judgeRun } from "../../../../../src/run/judge-run.ts";
import { recordedRun, recordedRuns } from "../../../../support/recorded-run.ts";

/** A recorded run with its page's data as a browser reads them. */
async function recorded(run: string) {
  const input = await judgeRun(recordedRun(run));
  const data = JSON.parse(JSON.stringify(pageDataOf(input))) as PageData;
  return { input, data, lanes: data.lanes.map((lane) => laneOf(lane, data)) };
}

it.each(recordedRuns)("%s: the page has all that lanes saw, and all outages with their ends", async (run) => {
  const { input, lanes } = await recorded(run);
  const shown = shownLanes(input.series, input.course);
  expect(lanes.map(({ name }) => name)).toEqual(shown.map(({ own }) => own.lane));
  const tenth = (ms: number | null) => (ms === null ? null : Math.round(ms * 10) / 10);
  for (const [index, { series, outages }] of shown.entries()) {
    const lane = lanes[index] as Lane;
    const { ok, late, failed, unknown } = series;
    expect(lane).toMatchObject({ ok, late, failed, unknown });
    expect(lane.outages).toEqual(outages);
    expect(lane.failures.map(({ at }) => at)).toEqual(series.failures.map(({ at }) => tenth(at)));
    expect(lane.failures.map(({ error }) => error)).toEqual(series.failures.map(({ error }) => error));
    expect(lane.leastMs).toEqual(series.leastMs.map(tenth));
    expect(lane.greatestMs).toEqual(series.greatestMs.map(tenth));
  }
});

it.each(recordedRuns)("%s: every failure is told where it is pointed at, and drawn among latencies", async (run) => {
  const { data, lanes } = await recorded(run);
  for (const lane of lanes) {
    for (const { at, error } of lane.failures.slice(0, 40)) {
      const told = toldBetween(lane, data.bins, at, at).join("\n");
      expect(told).toMatch(/\d failed|\d without an answer/);
      expect(told.includes(error) || told.includes("more failure")).toBe(true);
    }
    const { at, lost } = latencyColumns(lane, data.bins);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(lost.filter((ms) => typeof ms === "number")).toHaveLength(lane.failures.length);
  }
});
