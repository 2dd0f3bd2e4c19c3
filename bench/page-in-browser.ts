import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { buildTimeline } from "../src/analysis/timeline/timeline.ts";
import { maxOutage } from "../src/guarantees/max-outage.ts";
import html from "../src/report/html.ts";
import { judgeTimeline } from "../src/run/judge-run.ts";
import { loadGuarantees } from "../src/scenario/catalogue.ts";
import { chromiumAdvice, chromiumPath } from "../src/setup/development/chromium.ts";
import { buildJournal } from "../src/stories/build-journal.ts";

/**
 * The page of a run of 100,000 samples on 16 lanes, in the Chromium of this machine: how long after its address was
 * given it answers, that is until a press of "Zoom in" has drawn another picture. The figure to keep: 1 s.
 * Usage: node bench/page-in-browser.ts [times]
 */
const times = Number(process.argv[2] ?? 5);
const operations = ["quorum-read", "cached-read", "fresh-read", "write", "readyz", "consistent-list", "lease", "list"];
const lanes = operations.flatMap((operation) => [`${operation}/api/new`, `${operation}/api/reused`]);
const journal = buildJournal({
  lanes,
  durationMs: (100_000 / lanes.length) * 100,
  fault: { id: "kill", injectingAt: 60_000, activeAt: 60_100, healingAt: 80_000, healedAt: 80_500, steadyAt: 90_000 },
  guarantees: [maxOutage({ lanes: "*/api/*", during: "kill", limit: "30s" })],
  fate: ({ at, random }) =>
    at > 60_000 && at < 160_000 && random() < 0.5 ? { outcome: "failed", error: "refused", latencyMs: 2 } : undefined,
});
const text = html.render(judgeTimeline(buildTimeline(journal), await loadGuarantees()));
const folder = mkdtempSync(join(tmpdir(), "kind-chaos-bench-"));
const file = join(folder, "report.html");
writeFileSync(file, text);

const executablePath = chromiumPath();
if (executablePath === undefined) throw new Error(chromiumAdvice);
const browser = await chromium.launch({ executablePath });

/** Pressed as soon as it is there; told when the frame after it has been drawn: milliseconds since the address was given. */
const pressed = `new Promise((done) => {
  const look = () => {
    const button = document.querySelector('button[aria-label^="Zoom in"]');
    if (button === null) return setTimeout(look, 1);
    button.click();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
  };
  look();
})`;

const took: number[] = [];
for (let time = 0; time < times; time += 1) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(pathToFileURL(file).href, { waitUntil: "commit" });
  took.push((await page.evaluate(pressed)) as number);
  await page.close();
}
await browser.close();
rmSync(folder, { recursive: true });

const middle = took.toSorted((a, b) => a - b)[times >> 1] ?? 0;
process.stdout.write(
  `${journal.samples.length} samples on ${lanes.length} lanes, ${(text.length / 1e6).toFixed(2)} MB: answers after ` +
    `${(took[0] ?? 0).toFixed(0)} ms at first, ${middle.toFixed(0)} ms in the middle of ${times}, ${Math.max(...took).toFixed(0)} ms at worst\n`,
);
