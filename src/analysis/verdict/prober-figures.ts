import type { Report } from "../../model/report.ts";
import type { Facts } from "../facts/facts.ts";
import { tenth } from "../statistics/statistics.ts";
import { disturbancesOf } from "./disturbances.ts";

/** What the report says of the prober: its attempts, what it needed, and when it was beyond its limits. */
export function proberFiguresOf(facts: Facts): Report["prober"] {
  const readings = facts.eventsOf("prober-health");
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b), 0);
  const mean = readings.reduce((sum, reading) => sum + reading.cpuShare, 0) / Math.max(1, readings.length);
  return {
    attempts: facts.tracks.reduce((sum, track) => sum + track.samples.length, 0),
    lateStartMs: facts.lateStarts(),
    cpuShare: Math.round(mean * 1_000) / 1_000,
    memoryMb: tenth(most(readings.map((reading) => reading.memoryMb))),
    disturbances: disturbancesOf(facts),
  };
}
