import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { expect, test as plainTest } from "vitest";
import { chromiumAdvice, chromiumPath } from "../../../src/setup/development/chromium.ts";
import { pageText } from "./pages.ts";

/** Widths that pages are looked at: of a laptop, and of a telephone. */
export const widths = { wide: 1400, narrow: 400 } as const;

/** How a page is opened; a wide window, light and with scripts where nothing is said. */
export interface Opening extends Pick<BrowserContextOptions, "colorScheme" | "javaScriptEnabled"> {
  readonly width?: number;
  /** It stands in a frame that runs no scripts: that the browser says so is no error. */
  readonly framed?: boolean;
}

/** What a test of pages has. */
export interface PageTools {
  /** One for all tests of a file: to start one takes longer than most tests. */
  readonly browser: Browser;
  /** The address of a page's text in a file, as it lies on a disk. */
  readonly file: (name: string, text: string) => string;
  /** The address of the page of a name (support/pages.ts), which is made once. */
  readonly address: (name: string) => Promise<string>;
  /**
   * Opens an address in a window of its own. However the test goes on: a request for anything else, a script's error,
   * a line of the console or a dialog fails it.
   */
  readonly open: (address: string, how?: Opening) => Promise<Page>;
}

/** A test of pages in the Chromium of this machine; where there is none, it fails with a line that says how to get one. */
export const test = plainTest.extend<PageTools>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures this one needs
    async ({}, use) => {
      const executablePath = chromiumPath();
      if (executablePath === undefined) throw new Error(chromiumAdvice);
      const browser = await chromium.launch({ executablePath });
      await use(browser);
      await browser.close();
    },
    { scope: "file" },
  ],
  file: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures this one needs
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), "kind-chaos-pages-"));
      await use((name, text) => {
        const path = join(folder, `${name}.html`);
        writeFileSync(path, text);
        return pathToFileURL(path).href;
      });
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: "file" },
  ],
  address: [
    async ({ file }, use) => {
      const made = new Map<string, string>();
      await use(async (name) => {
        const address = made.get(name) ?? file(name, await pageText(name));
        made.set(name, address);
        return address;
      });
    },
    { scope: "file" },
  ],
  open: async ({ browser }, use) => {
    const happened: string[] = [];
    const closings: (() => Promise<void>)[] = [];
    await use(async (address, { width = widths.wide, framed = false, ...how } = {}) => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, ...how });
      // The longest that anything takes that a script does, many times over; else a test ends without saying what it waited for.
      context.setDefaultTimeout(10_000);
      closings.push(() => context.close());
      const page = await context.newPage();
      listen(page, address, (event) => {
        if (!(framed && event.startsWith("console: Blocked script execution"))) happened.push(event);
      });
      await page.goto(address);
      return page;
    });
    for (const close of closings) await close();
    expect(happened).toEqual([]);
  },
});

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** What stands in the way of somebody who cannot see or point, as axe finds it: each with the first place. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate("axe.run(document)")) as AxeResults;
  return violations.map(({ id, help, nodes }) => `${id}: ${help}, ${nodes.length} times: ${nodes[0]?.html}`);
}

/** How many columns of pixels lie beside the window: 0 where nobody has to scroll sideways. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}

function listen(page: Page, address: string, tell: (event: string) => void): void {
  page.on("request", (request) => {
    const [asked, own] = [request.url(), address].map((url) => url.split("#")[0]);
    // The live page's own server tells it the run there.
    if (asked !== own && asked !== `${own}events`) tell(`asked for ${request.url()}`);
  });
  page.on("pageerror", (error) => tell(`error: ${error.message}`));
  page.on("console", (line) => tell(`console: ${line.text()}`));
  page.on("dialog", (dialog) => {
    tell(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
}
