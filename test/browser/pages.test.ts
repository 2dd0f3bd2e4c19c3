import { describe, expect } from "vitest";
import { barriers, sideways, test, widths } from "./support/browser-test.ts";
import { pageText, runPages, runsPages, typicalPages } from "./support/pages.ts";

describe.each([...runPages, ...runsPages])("the page %s", (name) => {
  test("opens from a disk, asks nobody for anything, and each link on it leads somewhere", async ({
    open,
    address,
  }) => {
    const page = await open(await address(name));
    expect(await page.locator("h1").count()).toBe(1);
    const targets = await page
      .locator('a[href^="#"]')
      .evaluateAll((links) => links.map(({ hash }: { hash: string }) => hash));
    // A moment of the run is no place on the page: "#t=12.3s" moves the timeline.
    for (const target of targets.filter((hash) => !hash.startsWith("#t=")))
      expect(await page.locator(target).count(), target).toBe(1);
  });
});

describe.each(typicalPages)("the page %s", (name) => {
  test("has nothing in the way of keyboard and screen reader, wide and light, narrow and dark", async ({
    open,
    address,
  }) => {
    expect(await barriers(await open(await address(name)))).toEqual([]);
    const narrow = await open(await address(name), { width: widths.narrow, colorScheme: "dark" });
    expect(await barriers(narrow)).toEqual([]);
    expect(await sideways(narrow)).toBe(0);
  });
});

describe.each(["etcd-minority", "failed", ...runsPages])("the page %s", (name) => {
  test("shows the same where scripts are blocked, and in the frame of an artifact viewer", async ({
    open,
    address,
    file,
  }) => {
    const withScripts = await open(await address(name));
    const without = await open(await address(name), { javaScriptEnabled: false });
    const inside = (await pageText(name)).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
    const frame = `<iframe sandbox="" srcdoc="${inside}" width="1400" height="900"></iframe>`;
    const viewer = await open(file("viewer", frame), { framed: true });
    const framed = viewer.frameLocator("iframe");
    for (const part of ["h1", "h2", "tbody tr:not(.u-series)", "svg"]) {
      const count = await withScripts.locator(part).count();
      expect(await without.locator(part).count(), part).toBe(count);
      expect(await framed.locator(part).count(), part).toBe(count);
    }
    expect(await framed.locator("h1").isVisible()).toBe(true);
    expect(await without.locator("button").count()).toBe(0);
  });
});
