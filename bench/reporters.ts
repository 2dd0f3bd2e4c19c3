import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildTimeline } from "../src/analysis/timeline/timeline.ts";
import { maxOutage } from "../src/guarantees/max-outage.ts";
import { judgeTimeline } from "../src/run/judge-run.ts";
import { writeResultFiles } from "../src/run/result-files.ts";
import { loadGuarantees, loadReporters } from "../src/scenario/catalogue.ts";
import { buildJournal } from "../src/stories/build-journal.ts";

/**
 * What all reporters together add to a run of 100,000 samples on 16 lanes: time and size of each, the time series and the
 * writing included. The figure to keep: 2 s. Usage: node bench/reporters.ts [samples]
 */
const wanted = Number(process.argv[2] ?? 100_000);
const operations = ["quorum-read", "cached-read", "write", "consistent-list"];
const lanes = operations.flatMap((operation) =>
  ["api/new", "api/reused", "each-api-server/new", "each-api-server/reused"].map((way) => `${operation}/${way}`),
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
  guarantees: [maxOutage({ lanes: "*/api/*", during: "held", limit: "30s" })],
  // A third of new connections fails for a minute: every reporter has something to tell.
  fate: ({ lane, at, backend }) =>
    lane.endsWith("new") && backend === 1 && at > 60_000 && at < 120_000
      ? { outcome: "failed", error: "refused", latencyMs: 2 }
      : undefined,
});
const [guarantees, loaded] = await Promise.all([loadGuarantees(), timed(loadReporters)]);
const judged = judgeTimeline(buildTimeline(story), guarantees);
const series = await timed(async () => judged.series);
const folder = mkdtempSync(join(tmpdir(), "kind-chaos-bench-"));
const rows: Record<string, { readonly ms: number; readonly KiB: number | string }> = {
  "(loading them)": { ms: loaded.ms, KiB: "" },
  "(time series)": { ms: series.ms, KiB: "" },
};
for (const form of loaded.value) {
  let length = 0;
  const render = () => {
    const text = form.render(judged);
    length = text.length;
    return text;
  };
  const { ms } = await timed(() => writeResultFiles(folder, [{ file: form.file, render }], judged));
  rows[form.file] = { ms, KiB: Math.round(length / 1_024) };
}
const total = Object.values(rows).reduce((sum, { ms }) => sum + ms, 0);
console.log(`${story.samples.length} samples, ${lanes.length} lanes`);
console.table({ ...rows, "(together)": { ms: total, KiB: "" } });
rmSync(folder, { recursive: true });

async function timed<Value>(work: () => Promise<Value>): Promise<{ readonly value: Value; readonly ms: number }> {
  const begun = performance.now();
  const value = await work();
  return { value, ms: Math.round(performance.now() - begun) };
}
