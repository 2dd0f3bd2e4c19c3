import { expect, it } from "vitest";
import { unbroken } from "../../../../src/report/page/unbroken.ts";

const joined = (text: string) => unbroken(text).replaceAll("\u00a0", "_");

it.each([
  ["took 1 min 51 s", "took 1_min_51_s"],
  ["440 ms to 1.91 s", "440_ms to 1.91_s"],
  ["99.5 % of 12 MB, 1.9 GiB, 3 × worker", "99.5_% of 12_MB, 1.9_GiB, 3_× worker"],
  ["election-timeout 1 s, within 1 s.", "election-timeout 1_s, within 1_s."],
])("keeps the units of %j", (text, together) => {
  expect(joined(text)).toBe(together);
});

it.each(["12 samples", "3 minutes", "2 hosts", "s 12", "4 msgs", ""])("leaves %j", (text) => {
  expect(joined(text)).toBe(text);
});
