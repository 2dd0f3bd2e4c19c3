import { describe, expect, it } from "vitest";
import { isChange, type LineChange, swapping, without } from "../../../../../tools/sabotage/means/watches.ts";

const changes = (...numbers: number[]) => numbers.map((number) => `{"type":"MODIFIED","object":${number}}`);
const bookmark = '{"type":"BOOKMARK","object":{}}';

function told(change: LineChange, lines: readonly string[]): string[] {
  return lines.flatMap((line) => [...change(line)]);
}

describe("what a watch tells otherwise", () => {
  it("is one change in so many less, and nothing else", () => {
    const [one = "", two = "", three = "", four = ""] = changes(1, 2, 3, 4);
    expect(told(without(2, isChange), [one, bookmark, two, three, four])).toEqual([one, bookmark, three]);
  });

  it("is one change in so many after the one that follows it", () => {
    const [one = "", two = "", three = "", four = "", five = ""] = changes(1, 2, 3, 4, 5);
    const swapped = told(swapping(2, isChange), [one, two, bookmark, three, four, five]);
    expect(swapped).toEqual([one, bookmark, three, two, four]);
    expect(told(swapping(40, isChange), [one, two, three])).toEqual([one, two, three]);
  });
});
