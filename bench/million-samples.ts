import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { factsOf } from "../src/analysis/facts/facts-of.ts";
import { seriesOf } from "../src/analysis/series/series.ts";
import { quantile } from "../src/analysis/statistics/statistics.ts";
import { buildTimeline } from "../src/analysis/timeline/timeline.ts";
import { maxOutage } from "../src/guarantees/max-outage.ts";
import { noFailures } from "../src/guarantees/no-failures.ts";
import { readJournal } from "../src/journal/reader.ts";
import { journalFile, openJournal } from "../src/journal/writer.ts";
import { buildJournal } from "../src/stories/build-journal.ts";
import { runCli } from "./support/cli-process.ts";

/**
 * Replay and analysis of a journal of a million samples: time, memory, bytes a sample, a torn last line; and the time series of it, which a
 * replay makes only where a reporter reads it.
 * Usage: node bench/million-samples.ts [times]
 */
const times = Number(process.argv[2] ?? 3);
const wanted = 1_000_000;
const folder = join(mkdtempSync(join(tmpdir(), "kind-chaos-bench-")), "run");
mkdirSync(folder);
const path = join(folder, journalFile);
const lanes = ["quorum-read", "cached-read", "write"].flatMap((operation) =>
  ["new", "reused"].map((connection) => `${operation}/api/${connection}`),
);
const fault = {
  id: "held",
  injectingAt: 60_000,
  activeAt: 60_100,
  healingAt: 80_000,
  healedAt: 80_500,
  steadyAt: 90_000,
};
const story = buildJournal({
  lanes,
  durationMs: (wanted / lanes.length) * 100,
  fault,
  guarantees: [maxOutage({ lanes: "*/api/*", during: "held", limit: "30s" }), noFailures({ lanes: "*/api/reused" })],
  // A third of new connections fails for a minute: every part of the analysis has something to do.
  fate: ({ lane, at, backend }) =>
    lane.endsWith("new") && backend === 1 && at > 60_000 && at < 120_000
      ? { outcome: "failed", error: "refused", latencyMs: 2 }
      : undefined,
});
const journal = openJournal(path, (error) => {
  throw error;
});
journal.samples(story.samples);
for (const event of story.events) journal.event(event);
journal.close();
const bytes = statSync(path).size;

const runs = Array.from({ length: times }, () => runCli(["replay", folder, "--json"]));
appendFileSync(path, '["s",0,166666');
const read = await readJournal(path);
const { samples, torn, damaged } = read;
const facts = factsOf(buildTimeline(read));
const begun = performance.now();
const series = seriesOf(facts);
const seriesSeconds = (performance.now() - begun) / 1_000;
const failures = series.lanes.reduce((sum, lane) => sum + lane.failures.length, 0);
console.table({
  samples: story.samples.length,
  "bytes a sample": (bytes / story.samples.length).toFixed(1),
  "replay, s (median)": quantile(
    runs.map(({ seconds }) => seconds).toSorted((a, b) => a - b),
    0.5,
  ).toFixed(2),
  "peak memory, MB": Math.max(...runs.map(({ peakMb }) => peakMb)).toFixed(0),
  "exit codes": runs.map(({ exitCode }) => exitCode).join(" "),
  "time series": `${series.bins} bins of ${series.binMs} ms a lane, ${failures} failures`,
  "time series, s": seriesSeconds.toFixed(2),
  "time series, MB of JSON": (JSON.stringify(series).length / 2 ** 20).toFixed(1),
  "with a torn last line": `${samples.length} samples read, torn ${torn}, damaged ${damaged}`,
});
rmSync(join(folder, ".."), { recursive: true });
