import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { plainText } from "../../../src/model/plain-text.ts";
import { columns, cut, definitions, fitted, pad, wrap } from "../../../src/terminal/layout.ts";
import { hostileText } from "../../support/hostile-texts.ts";

const width = fc.integer({ min: 12, max: 90 });
const words = fc.oneof(hostileText.map(plainText), fc.lorem({ maxCount: 30 }), fc.string({ unit: "grapheme" }));
const bare = (text: string) => text.normalize().replaceAll(/\s+/g, "");

describe("wrapping", () => {
  it("keeps every line within the width, and every character", () => {
    fc.assert(
      fc.property(words, width, fc.integer({ min: 0, max: 4 }), (text, columnsOf, hanging) => {
        const lines = wrap(plainText(text), columnsOf, hanging);
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columnsOf);
        expect(bare(lines.join(""))).toBe(bare(plainText(text)));
      }),
    );
  });

  it("indents every line but the first, and breaks a word only where it is longer than a line", () => {
    expect(wrap("one two three", 8, 2)).toEqual(["one two", "  three"]);
    expect(wrap("abcdefghij", 4)).toEqual(["abcd", "efgh", "ij"]);
  });

  it("counts the signs of verdicts as one column each, as a terminal does", () => {
    for (const sign of "·–…→≤≥✓✗") {
      expect(stringWidth(sign)).toBe(1);
      expect(wrap(`${sign} ab cd`, 7)).toEqual([`${sign} ab cd`]);
      expect(wrap(`${sign} ab cd`, 6)).toEqual([`${sign} ab`, "cd"]);
    }
  });

  it("leaves a figure with its unit", () => {
    expect(wrap("never longer than 4 s, at most", 19)).toEqual(["never longer than", "4 s, at most"]);
  });

  it("makes one empty line of nothing", () => expect(wrap("", 10)).toEqual([""]));
});

describe("cutting and padding", () => {
  it("come to the columns that were asked for", () => {
    fc.assert(
      fc.property(words, width, (text, columnsOf) => {
        const short = cut(text.normalize(), columnsOf);
        expect(stringWidth(short)).toBeLessThanOrEqual(columnsOf);
        expect(stringWidth(pad(short, columnsOf))).toBeGreaterThanOrEqual(columnsOf);
      }),
    );
    expect(cut("abcdef", 4)).toBe("abc…");
    expect(pad("漢字", 6)).toBe("漢字  ");
    expect(pad("7", 3, "start")).toBe("  7");
  });
});

describe("whole output", () => {
  it("keeps the lines that fit, and breaks the others with their indent", () => {
    expect(fitted("a  b\n  one two three\n", 10)).toBe("a  b\n  one two\n    three\n");
    fc.assert(
      fc.property(words, width, (text, columnsOf) => {
        for (const line of fitted(`    ${plainText(text)}`, columnsOf).split("\n"))
          expect(stringWidth(line)).toBeLessThanOrEqual(columnsOf);
      }),
    );
  });
});

describe("names and what is said of them", () => {
  const rows = [
    ["a", "the first of them"],
    ["longer", "the second"],
  ] as const;
  it("stand beside each other where there is room", () => {
    expect(definitions(rows, 40)).toEqual(["  a       the first of them", "  longer  the second"]);
  });
  it("stand below each other where there is not", () => {
    expect(definitions(rows, 12)).toEqual([
      "  a",
      "    the",
      "    first of",
      "    them",
      "  longer",
      "    the",
      "    second",
    ]);
  });
});

describe("a table", () => {
  const head = ["lane", "attempts", "failed"];
  const rows = [
    ["write/api/new", "1200", "3"],
    ["dns", "7", ""],
  ];
  it("has aligned columns where there is room, words to the left and figures to the right", () => {
    expect(columns(head, rows, 40)).toEqual([
      "  lane           attempts  failed",
      "  write/api/new      1200       3",
      "  dns                   7",
    ]);
  });
  it("has a block for each row where there is not; what is empty is left out", () => {
    expect(columns(head, rows, 24)).toEqual([
      "  write/api/new",
      "    attempts 1200,",
      "    failed 3",
      "  dns",
      "    attempts 7",
    ]);
  });
  it("never has a line that is wider than it was asked to be", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(words, words, words), { maxLength: 4 }), width, (cells, columnsOf) => {
        for (const line of columns(
          head,
          cells.map((row) => row.map(plainText)),
          columnsOf,
        ))
          expect(stringWidth(line)).toBeLessThanOrEqual(columnsOf);
      }),
    );
  });
});
