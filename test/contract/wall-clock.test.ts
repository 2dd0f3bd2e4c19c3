import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "../../src/scenario/catalogue.ts";

/** Whatever measures, carries out or judges: a clock that is set during a run must not change it. */
const folders = [
  "analysis",
  "apps",
  "guarantees",
  "journal",
  "live",
  "model",
  "monitor",
  "probes",
  "report",
  "runner",
  "targets",
  "terminal",
];

/**
 * Where the time of day is meant, and how often; none of it is subtracted from anything that was measured. What another
 * machine dated is compared with dates of that same machine, or translated by what is known of its clock.
 */
const timeOfDay: Readonly<Record<string, number>> = {
  // Since when something waits to be undone, and when it was, for people.
  "runner/fault/inject.ts": 1,
  "runner/fault/heal.ts": 1,
  // When a kubelet and a container began, as systemd and Kubernetes tell it: both by the node's own clock.
  "runner/fault/back-off.ts": 2,
  // The clock of the engine's machine, as the journal gets and has it; and what objects say by it.
  "runner/observe/engine-clock.ts": 1,
  "analysis/timeline/engine-clock.ts": 2,
  // A made-up time of a Lease in a story.
  "guarantees/failover-within.ts": 2,
  // When a run began, as a metric of its own.
  "report/parts/openmetrics-families.ts": 1,
};

test.each(folders)("src/%s does not look at the wall clock", (folder) => {
  const files = readdirSync(join(projectFolder, "src", folder), { recursive: true, encoding: "utf8" });
  expect(files.length).toBeGreaterThan(1);
  for (const file of files.filter((name) => name.endsWith(".ts"))) {
    const text = readFileSync(join(projectFolder, "src", folder, file), "utf8");
    const looks = text.match(/\bDate\.(now|parse|UTC)\b|\bnew Date\b|\bDate\(|timeOrigin/g) ?? [];
    const name = `${folder}/${file}`;
    expect({ name, looks: looks.length }).toEqual({ name, looks: timeOfDay[name] ?? 0 });
  }
});
