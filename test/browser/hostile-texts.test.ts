import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { ReporterInput } from "../../src/model/reporter.ts";
import html from "../../src/report/html.ts";
import { comparisonPage } from "../../src/report/runs/comparison-page.ts";
import { indexPage } from "../../src/report/runs/index-page.ts";
import { LiveServer } from "../../src/serve/live-server.ts";
import { withTexts } from "../support/hostile-texts.ts";
import { listedRun } from "../support/listed-runs.ts";
import { liveLane, liveSnapshot } from "../support/live-snapshots.ts";
import { type Opening, test } from "./support/browser-test.ts";
import { judgedRun } from "./support/pages.ts";

/** What would run a script, load something or turn the text round, were it not text. */
const attack = [
  "<script>alert(1)</script></script><script>alert(2)</script>",
  "<img src=x onerror=alert(3)>\"'><svg onload=alert(4)><a href=javascript:alert(5)>x</a>",
  "</title></style></svg></table><iframe srcdoc='<script>parent.alert(6)</script>'></iframe>",
  "<!-- --><base href=https://evil.example><meta http-equiv=refresh content='0;url=https://evil.example'>",
  "\u202eturned\n\u2028{{alert(7)}}&lt;b&gt;",
].join(" ");

/** Words that the harness itself chose among some: a text from elsewhere never takes their place. */
const own =
  /^(pass|fail|inconclusive|completed|interrupted|deadline|failed|cut|stopped|counts|allowed|control-plane|worker|whole-run|fast|usual|ok|active|\.\/.*|\d{4}-.*Z)$/;
const hostile = <Value>(value: Value): Value =>
  withTexts(value, (text) => (own.test(text) ? text : `${text} ${attack}`));

async function hostileRun(): Promise<ReporterInput> {
  const { report, series, course } = await judgedRun("failed");
  return hostile({ report, series, course });
}

/** No element, attribute or link that no page of ours has, and none more that runs scripts. */
async function mustBeInert(page: Page, scripts: number): Promise<void> {
  expect(await page.locator("script").count()).toBe(scripts);
  for (const kind of ["img", "iframe", "object", "embed", "base", "form", "meta[http-equiv=refresh]"])
    expect(await page.locator(kind).count(), kind).toBe(0);
  const attributes = `[...document.querySelectorAll("*")].flatMap((each) => each.getAttributeNames())`;
  expect(await page.evaluate(`${attributes}.filter((name) => name.startsWith("on"))`)).toEqual([]);
  const links = await page.locator("a").evaluateAll((each) => each.map((link: Link) => link.getAttribute("href")));
  expect(links.filter((link) => !/^(#|\.\/)/.test(link ?? ""))).toEqual([]);
  // It is there as text, where the page shows names.
  expect(await page.locator("body").textContent()).toContain("<img src=x onerror=alert(3)>");
  expect(await page.locator("body").textContent()).not.toMatch(/[\u202e\u2028]/);
}

test("a run's page shows every text as text", async ({ open, file }) => {
  const page = await open(file("run", html.render(await hostileRun())));
  await mustBeInert(page, await scriptsOf(open, file));
  await page.locator("#outages").evaluate((section) => section.setAttribute("open", ""));
  for (const button of await page.locator("#outages thead button").all()) await button.click();
  await mustBeInert(page, await scriptsOf(open, file));
});

test("so do an index and a comparison", async ({ open, file }) => {
  const runs = hostile([listedRun({ name: "one", outcome: "fail", verdicts: [{ id: "max-outage x" }] }), listedRun()]);
  await mustBeInert(await open(file("index", indexPage({ runs, unread: [{ folder: attack, problem: attack }] }))), 1);
  await mustBeInert(await open(file("comparison", comparisonPage(await hostileRun(), await hostileRun()))), 1);
});

test("so does the live page, whatever it is told", async ({ open }) => {
  await using server = await LiveServer.start(0);
  const fault = { id: "kill", description: "etcd killed", nodes: ["a"], stage: "active", sinceMs: 1, evidence: "gone" };
  const told = { lanes: [liveLane()], faults: [fault], lines: [{ at: 1, text: "x" }] } as const;
  server.show(() => hostile(liveSnapshot(told as never)));
  server.over({ outcome: "fail", folder: attack });
  const page = await open(server.address);
  await page.locator("#lanes tr").first().waitFor();
  await mustBeInert(page, 1);
});

async function scriptsOf(
  open: (address: string, how?: Opening) => Promise<Page>,
  file: (name: string, text: string) => string,
): Promise<number> {
  const { report, series, course } = await judgedRun("failed");
  const plain = await open(file("plain", html.render({ report, series, course })));
  return plain.locator("script").count();
}

/** A link, as the browser has it. */
interface Link {
  getAttribute(name: string): string | null;
}
