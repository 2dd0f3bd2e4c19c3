import { expect, test } from "vitest";
import { livePage, pagePolicy } from "../../../src/serve/live-page.ts";

test("the page has every part that is sent, asks nothing of anybody else, and runs its own script alone", () => {
  const page = livePage("n0nce");
  for (const id of ["head", "now", "faults", "lanes", "log", "link"]) expect(page).toContain(`id="${id}"`);
  expect(page).not.toMatch(/https?:|\/\/\w|src=|@import|url\(http/);
  expect(page.match(/<(?:script|style)[^>]*>/g)).toEqual(['<style nonce="n0nce">', '<script nonce="n0nce">']);
  expect(page).not.toMatch(/ style="| on\w+="/);
});

test("its policy allows that and nothing else", () => {
  expect(pagePolicy("n0nce").split("; ")).toEqual([
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "script-src 'nonce-n0nce'",
    "style-src 'nonce-n0nce'",
    "connect-src 'self'",
    "img-src data:",
  ]);
});
