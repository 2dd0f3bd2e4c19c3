import { describe, expect, it } from "vitest";
import { ageMs } from "../../../src/command-line/age.ts";

describe("an age from the command line", () => {
  it.each([
    ["30d", 2_592_000_000],
    ["12h", 43_200_000],
    [" 90m ", 5_400_000],
  ])("%s is %d ms", (text, ms) => {
    expect(ageMs(text)).toBe(ms);
  });

  it.each(["30", "d", "-3d", "3 days", "1.5d", ""])("refuses %j", (text) => {
    expect(() => ageMs(text)).toThrow(/30d, 12h or 90m/);
  });
});
