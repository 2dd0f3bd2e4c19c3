import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { factsOf } from "../src/analysis/facts/facts-of.ts";
import { seriesOf } from "../src/analysis/series/series.ts";
import { quantile } from "../src/analysis/statistics/statistics.ts";
import { buildTimeline } from "../src/analysis/timeline/timeline.ts";
import { maxOutage } from "../src/guarantees/max-outage.ts";
import { noFailures } from "../src/guarantees/no-failures.ts";
import { readJournal } from "../src/journal/reader.ts";
import { journalFile } from "../src/journal/writer.ts";
import { loadOperations } from "../src/scenario/catalogue.ts";
import { buildJournal } from "../src/stories/build-journal.ts";
import { writeJournal } from "../test/support/write-journal.ts";
import { runCli } from "./support/cli-process.ts";

/**
 * Replay and analysis of a journal of a million samples: time on the clock and on the CPU, memory, bytes a sample, what
 * the checksums take of them; the time series of it, which a replay makes only where a reporter reads it; and what is
 * found where a line is cut out of the middle. The figures to keep: 5 s and 400 MB.
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
writeJournal(path, story);
const bytes = statSync(path).size;

const runs = Array.from({ length: times }, () => runCli(["replay", folder, "--json"]));
const lines = readFileSync(path, "utf8").split("\n");
const checksums = lines.filter((line) => line.startsWith('["d",')).join("\n").length + 1;
const read = await readJournal(path, await loadOperations());
writeFileSync(path, lines.toSpliced(lines.length >> 1, 1).join("\n"));
const cut = (await readJournal(path)).damage.map(({ from, to, what }) => `lines ${from} to ${to}: ${what}`);
const facts = factsOf(buildTimeline(read));
const begun = performance.now();
const series = seriesOf(facts);
const seriesSeconds = (performance.now() - begun) / 1_000;
const failures = series.lanes.reduce((sum, lane) => sum + lane.failures.length, 0);
console.table({
  samples: story.samples.length,
  "bytes a sample": (bytes / story.samples.length).toFixed(1),
  "replay, s (median)": median(runs.map(({ seconds }) => seconds)),
  "of CPU, s (median)": median(runs.map(({ cpuSeconds }) => cpuSeconds)),
  "peak memory, MB": Math.max(...runs.map(({ peakMb }) => peakMb)).toFixed(0),
  "exit codes": runs.map(({ exitCode }) => exitCode).join(" "),
  "time series": `${series.bins} bins of ${series.binMs} ms a lane, ${failures} failures`,
  "time series, s": seriesSeconds.toFixed(2),
  "time series, MB of JSON": (JSON.stringify(series).length / 2 ** 20).toFixed(1),
  "of it checksums, %": ((checksums / bytes) * 100).toFixed(2),
  "damage found": read.damaged,
  "a line cut out of the middle": cut.join("; "),
});
rmSync(join(folder, ".."), { recursive: true });

function median(values: readonly number[]): string {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  ).toFixed(2);
}
