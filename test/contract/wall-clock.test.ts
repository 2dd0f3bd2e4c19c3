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
 * Where the time of day is meant, and how often; none of it is subtracted from anything that was measured, only from
 * times that Kubernetes told.
 */
const timeOfDay: Readonly<Record<string, number>> = {
  // Since when something waits to be undone, and when it was, for people; and when a run began, to tell its Kubernetes events from older
  // ones.
  "runner/run.ts": 1,
  "runner/fault/inject.ts": 1,
  "runner/fault/heal.ts": 1,
  "runner/observe/pods.ts": 1,
  // How long ago Kubernetes says that a container was restarted. When a kubelet and a container began, as systemd and
  // Kubernetes tell it, beside the time now, that of the first fault and those of the others.
  "runner/fault/back-off.ts": 3,
  "runner/steps.ts": 2,
  // What an object itself says of its time, told beside what was measured.
  "analysis/rescheduling/failover-phase.ts": 2,
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
