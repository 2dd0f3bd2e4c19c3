// Draws docs/images from recorded runs with the Chromium of this machine: npm run pictures
// Another version of Chromium may draw other bytes that look the same: commit them where what is shown has changed.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { chromium, type Page } from "playwright-core";
import { journalFile } from "../../src/journal/writer.ts";
import { PlatformError } from "../../src/model/errors.ts";
import type { ReporterInput } from "../../src/model/reporter.ts";
import { renderVerdict } from "../../src/report/console/console.ts";
import html from "../../src/report/html.ts";
import { judgeRun } from "../../src/run/judge-run.ts";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { chromiumAdvice, chromiumPath } from "../../src/setup/development/chromium.ts";
import { terminalPage } from "./terminal-page.ts";

/** A picture: what is opened, how, and what of it is drawn. */
interface Picture {
  readonly file: string;
  /** A folder of test/fixtures/recorded-runs. */
  readonly run: string;
  /** How the run is shown. */
  readonly form: (judged: ReporterInput) => string;
  readonly width: number;
  readonly height: number;
  readonly theme: "light" | "dark";
  /** The part of the page that the picture begins with, as a selector; the top where nothing is said. */
  readonly part?: string;
  /** What is done on the page before. */
  readonly before?: (page: Page) => Promise<void>;
}

/** Files are committed and read in a browser: a picture that is larger is drawn of less. */
const mostBytes = 200_000;

const page = (judged: ReporterInput) => html.render(judged);
const terminal = ({ report }: ReporterInput) => terminalPage(renderVerdict(report, { color: true, width: 100 }));

const wide = { run: "etcd-minority", form: page, width: 1400, theme: "light" } as const;

const pictures: readonly Picture[] = [
  { ...wide, file: "verdict", height: 860 },
  { ...wide, file: "timeline-light", height: 860, part: "#timeline" },
  { ...wide, file: "timeline-dark", height: 860, part: "#timeline", theme: "dark" },
  { ...wide, file: "outage", height: 780, part: "#timeline", before: showOutage },
  { ...wide, file: "rescheduling", run: "worker-kill", height: 820, part: "#failover" },
  { ...wide, file: "narrow", width: 400, height: 900, theme: "dark", part: "#timeline" },
  { file: "terminal", run: "etcd-minority", form: terminal, width: 860, height: 745, theme: "dark" },
];

const executablePath = chromiumPath();
if (executablePath === undefined) throw new PlatformError("chromium-missing", chromiumAdvice);
const images = join(projectFolder, "docs/images");
const scratch = mkdtempSync(join(tmpdir(), "kind-chaos-pictures-"));
mkdirSync(images, { recursive: true });
const browser = await chromium.launch({ executablePath });
for (const picture of pictures) {
  const path = join(images, `${picture.file}.png`);
  writeFileSync(path, await draw(picture));
  const { length } = readFileSync(path);
  process.stdout.write(`${relative(projectFolder, path)} ${Math.round(length / 1_000)} KB\n`);
  if (length > mostBytes) process.exitCode = 1;
}
await browser.close();
rmSync(scratch, { recursive: true });

async function draw({ run, form, width, height, theme, part, before }: Picture): Promise<Buffer> {
  const file = join(scratch, "page.html");
  writeFileSync(file, form(await judged(run)));
  const window = await browser.newPage({ viewport: { width, height }, colorScheme: theme });
  await window.goto(pathToFileURL(file).href);
  await before?.(window);
  if (part !== undefined)
    await window.evaluate(`scrollBy(0, document.querySelector("${part}").getBoundingClientRect().top - 16)`);
  const drawn = await window.screenshot();
  await window.close();
  return drawn;
}

/** The run of test/fixtures/recorded-runs, judged anew. */
async function judged(run: string): Promise<ReporterInput> {
  const folder = mkdtempSync(join(scratch, "run-"));
  const packed = readFileSync(join(projectFolder, "test/fixtures/recorded-runs", run, `${journalFile}.gz`));
  writeFileSync(join(folder, journalFile), gunzipSync(packed));
  return judgeRun(folder);
}

/** Goes to the first outage of a lane, zooms to it, and opens what is told about it. */
async function showOutage(window: Page): Promise<void> {
  await window.locator("#lanes").focus();
  for (const key of ["n", "+", "+", "+", "+", "+", "Enter"]) await window.keyboard.press(key);
}
