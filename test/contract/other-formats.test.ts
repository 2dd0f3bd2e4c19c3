import { describe, expect, test } from "vitest";
import type { ReporterInput } from "../../src/model/reporter.ts";
import openmetrics from "../../src/report/openmetrics.ts";
import perfetto from "../../src/report/perfetto.ts";
import { judgeRun } from "../../src/run/judge-run.ts";
import { readOpenMetrics } from "../support/openmetrics.ts";
import { recordedRun, recordedRuns } from "../support/recorded-run.ts";

interface Event {
  readonly ph: string;
  readonly name: string;
  readonly cat?: string;
  readonly ts: number;
  readonly dur: number;
  readonly pid: number;
  readonly args: Readonly<Record<string, unknown>>;
}

describe.each(recordedRuns)("of the recorded run %s", (run) => {
  let input: ReporterInput;
  const events = () => (JSON.parse(perfetto.render(input)) as { traceEvents: Event[] }).traceEvents;
  test("it can be judged", async () => {
    input = await judgeRun(recordedRun(run));
  });

  test("the trace has every outage of every lane, with its bounds, and no other", () => {
    const all = events();
    const lanes = new Map(all.filter(({ name }) => name === "process_name").map(({ pid, args }) => [args.name, pid]));
    const whole = input.report.stretches.find(({ name }) => name === "whole-run");
    expect(input.series.lanes.length).toBeGreaterThan(0);
    for (const { lane, outages } of input.series.lanes) {
      const drawn = all
        .filter(({ ph, cat, pid }) => ph === "X" && cat === "outage" && pid === lanes.get(lane))
        .toSorted((a, b) => a.ts - b.ts);
      expect(drawn.map(({ ts, args }) => [ts, args.atLeastMs, args.atMostMs, args.attempts])).toEqual(
        outages.map(({ from, atLeastMs, atMostMs, attempts }) => [
          Math.round(from * 1_000),
          atLeastMs,
          atMostMs,
          attempts,
        ]),
      );
      const figures = whole?.lanes.find((one) => one.lane === lane);
      expect(drawn).toHaveLength(figures?.outageCount ?? 0);
      const longest = figures?.longestOutage;
      if (longest !== null && longest !== undefined)
        expect(drawn.map(({ args }) => args.atLeastMs)).toContain(longest.atLeastMs);
    }
    expect(all.filter(({ cat }) => cat === "outage")).toHaveLength(
      input.series.lanes.reduce((sum, { outages }) => sum + outages.length, 0),
    );
  });

  test("the trace has faults and phases when the report has them", () => {
    const all = events();
    for (const { id, injectingAt, healedAt } of input.report.faults) {
      const faults = all.filter(({ cat }) => cat === "fault").map(({ ts }) => ts);
      for (const at of [injectingAt, healedAt])
        if (at !== undefined) expect(faults, id).toContain(Math.round(at * 1_000));
    }
    const phases = input.report.failovers.reduce((sum, failover) => sum + failover.phases.length, 0);
    expect(all.filter(({ cat }) => cat === "phase")).toHaveLength(phases);
  });

  test("its figures are OpenMetrics by the letter, with the report's bounds and outcomes", () => {
    const families = readOpenMetrics(openmetrics.render(input));
    const figureOf = (name: string, id: string) =>
      families.get(`kind_chaos_${name}`)?.samples.find(({ labels }) => labels.get("id") === id)?.value;
    for (const { id, measuredMs, limitMs } of input.report.verdicts) {
      if (limitMs !== undefined) expect(figureOf("guarantee_limit_seconds", id)).toBe(limitMs / 1_000);
      if (measuredMs === undefined) continue;
      expect(figureOf("guarantee_measured_at_least_seconds", id)).toBe(measuredMs[0] / 1_000);
      expect(figureOf("guarantee_measured_at_most_seconds", id)).toBe(
        (measuredMs[1] ?? Number.POSITIVE_INFINITY) / 1_000,
      );
    }
    const outcome = families.get("kind_chaos_run_outcome")?.samples.filter(({ value }) => value === 1);
    expect(outcome?.map(({ labels }) => labels.get("outcome"))).toEqual([input.report.outcome]);
    expect([...families.values()].every(({ type }) => type === "gauge")).toBe(true);
  });
});
