import { expect } from "vitest";
import { test } from "./support/browser-test.ts";

/** What can be reached, in the order of the document; what lies in a folded section cannot. */
const reachable = `[...document.querySelectorAll("a[href], button, summary, input, select, [tabindex='0']")]
  .filter((each) => each.checkVisibility() && !each.disabled)`;

test("everything that can be used is reached by Tab, in the order in which it is read", async ({ open, address }) => {
  const page = await open(await address("etcd-minority"));
  const count = (await page.evaluate(`${reachable}.length`)) as number;
  expect(count).toBeGreaterThan(20);
  const order: unknown[] = [];
  for (let index = 0; index < count; index += 1) {
    await page.keyboard.press("Tab");
    order.push(await page.evaluate(`${reachable}.indexOf(document.activeElement)`));
  }
  expect(order).toEqual(order.map((_, index) => index));
});

test("a table is sorted by its headings' buttons, and says so", async ({ open, address }) => {
  const page = await open(await address("saturated-machine"));
  if ((await page.locator("#outages").getAttribute("open")) === null)
    await page.locator("#outages > summary").press("Enter");
  const table = page.locator("#outages table.sortable").first();
  const heading = table.locator("thead th").nth(1);
  const keys = () =>
    table.locator("tbody tr").evaluateAll((rows) => rows.map((row: Row) => Number(row.cells[1]?.dataset.by)));
  const before = await keys();
  expect(before.length).toBeGreaterThan(5);
  await heading.locator("button").focus();
  await page.keyboard.press("Enter");
  expect(await heading.getAttribute("aria-sort")).toBe("ascending");
  expect(await keys()).toEqual(before.toSorted((a, b) => a - b));
  await page.keyboard.press("Space");
  expect(await heading.getAttribute("aria-sort")).toBe("descending");
  expect(await keys()).toEqual(before.toSorted((a, b) => b - a));
  await table.locator("thead th").first().locator("button").press("Enter");
  expect(await heading.getAttribute("aria-sort")).toBeNull();
});

test("a folded section opens by Enter, without scripts, too", async ({ open, address }) => {
  const page = await open(await address("etcd-minority"), { javaScriptEnabled: false });
  const section = page.locator("#assumptions");
  expect(await section.locator("tbody tr").first().isVisible()).toBe(false);
  await section.locator("summary").first().press("Enter");
  expect(await section.locator("tbody tr").first().isVisible()).toBe(true);
});

/** A row of a table, as the browser has it. */
interface Row {
  readonly cells: readonly { readonly dataset: { readonly by?: string } }[];
}
