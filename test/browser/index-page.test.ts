import { expect } from "vitest";
import { test } from "./support/browser-test.ts";

test("what passed is folded in an index, and its link unfolds it, without scripts, too", async ({ open, address }) => {
  const page = await open(await address("index"), { javaScriptEnabled: false });
  const run = page.getByRole("link", { name: "fifth" });
  expect(await run.isVisible()).toBe(false);
  expect(await page.getByRole("link", { name: "second" }).isVisible()).toBe(true);
  await page.getByRole("link", { name: "worker-kill" }).first().click();
  await run.waitFor({ state: "visible" });
});
