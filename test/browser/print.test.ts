import { describe, expect } from "vitest";
import { test } from "./support/browser-test.ts";
import { runPages } from "./support/pages.ts";

describe.each(runPages)("the page %s, printed", (name) => {
  test("has at most two sheets, and the whole verdict on the first", async ({ open, address }) => {
    const page = await open(await address(name));
    const sheets = (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page\b/g);
    expect(sheets?.length).toBeLessThanOrEqual(2);
    await page.emulateMedia({ media: "print" });
    for (const text of await page.locator("h1, #guarantees tbody tr").all()) expect(await text.isVisible()).toBe(true);
  });
});

test("paper is white, whatever the screen is", async ({ open, address }) => {
  const page = await open(await address("etcd-minority"), { colorScheme: "dark" });
  const background = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
  expect(await background()).not.toBe("rgb(255, 255, 255)");
  await page.emulateMedia({ media: "print" });
  expect(await background()).toBe("rgb(255, 255, 255)");
});
