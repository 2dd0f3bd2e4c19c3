import { buildTimeline } from "../src/analysis/timeline/timeline.ts";
import { maxOutage } from "../src/guarantees/max-outage.ts";
import html from "../src/report/html.ts";
import { judgeTimeline } from "../src/run/judge-run.ts";
import { loadGuarantees } from "../src/scenario/catalogue.ts";
import { buildJournal } from "../src/stories/build-journal.ts";

/**
 * The page of a run: how long it takes to make, series and course included, and how large it is. Of 100,000 samples on
 * 16 lanes, and of 5 minutes of 16 lanes; of both where all goes well, and in the harsh case that half of all attempts fail
 * for 100 s. The figures to keep: 1 s and 1.5 MB. Usage: node bench/report-page.ts [times]
 */
const times = Number(process.argv[2] ?? 5);
const lanes = [
  "quorum-read",
  "cached-read",
  "fresh-read",
  "write",
  "readyz",
  "consistent-list",
  "create-and-delete",
  "lease",
].flatMap((operation) => ["new", "reused"].map((connection) => `${operation}/api/${connection}`));
const fault = {
  id: "kill",
  injectingAt: 60_000,
  activeAt: 60_100,
  healingAt: 80_000,
  healedAt: 80_500,
  steadyAt: 90_000,
};
const guarantees = await loadGuarantees();

const samplesMs = (100_000 / lanes.length) * 100;
for (const [name, durationMs, isHarsh] of [
  ["100,000 samples", samplesMs, false],
  ["100,000 samples, harsh", samplesMs, true],
  ["5 minutes", 300_000, false],
  ["5 minutes, harsh", 300_000, true],
] as const) {
  const journal = buildJournal({
    lanes,
    durationMs,
    fault,
    guarantees: [maxOutage({ lanes: "*/api/*", during: "kill", limit: "30s" })],
    fate: ({ at, random }) =>
      isHarsh && at > 60_000 && at < 160_000 && random() < 0.5
        ? { outcome: "failed", error: "refused", latencyMs: 2 }
        : undefined,
  });
  const timeline = buildTimeline(journal);
  const took: number[] = [];
  let size = 0;
  for (let run = 0; run < times; run += 1) {
    const judged = judgeTimeline(timeline, guarantees);
    judged.report;
    const begun = performance.now();
    size = html.render(judged).length;
    took.push(performance.now() - begun);
  }
  const middle = took.toSorted((a, b) => a - b)[times >> 1] ?? 0;
  const first = took[0] ?? 0;
  const figures = `made in ${first.toFixed(0)} ms at first, ${middle.toFixed(0)} ms in the middle of ${times}`;
  process.stdout.write(
    `${name} (${journal.samples.length} on ${lanes.length} lanes): ${figures}; ${(size / 1e6).toFixed(2)} MB\n`,
  );
}
