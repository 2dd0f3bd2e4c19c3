import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { document } from "../../../../src/report/parts/markdown-document.ts";
import { hostileText } from "../../../support/hostile-texts.ts";

const cells = fc.tuple(hostileText, hostileText).map((pair) => [...pair]);
const part = fc.record(
  {
    title: fc.oneof(fc.constant(""), hostileText),
    text: fc.lorem(),
    head: fc.constant(["a", "b"]),
    rows: fc.array(cells, { maxLength: 30 }),
    folded: fc.constant(true as const),
  },
  { requiredKeys: ["title"] },
);

describe("a document", () => {
  it("is never longer than it may be, and closes what it opens", () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.integer({ min: 0, max: 6_000 }), (parts, most) => {
        const text = document(parts, most, "elsewhere");
        expect(text.length).toBeLessThanOrEqual(most);
        expect(text.match(/^<details>/gm)?.length).toBe(text.match(/^<\/details>/gm)?.length);
      }),
    );
  });

  const rows = (count: number) => Array.from({ length: count }, (_, index) => [`row ${index}`]);

  it("leaves out rows of what comes later first, and says how many and where they are", () => {
    const parts = [
      { title: "first", head: ["x"], rows: rows(5) },
      { title: "second", head: ["x"], rows: rows(7) },
    ];
    const whole = document(parts, 10_000, "look there");
    expect(whole).not.toContain("more");
    const short = document(parts, whole.length - 20, "look there");
    expect(short).toContain("| row 4 |\n\n## second");
    expect(short).toMatch(/\n\n\d more: look there$/);
  });

  it("has the rows of what comes first, however many parts come later", () => {
    const later = Array.from({ length: 1_000 }, (_, index) => ({ title: `run ${index}`, head: ["x"], rows: rows(1) }));
    const first = [
      { title: "", rows: rows(5) },
      { title: "all", head: ["x"], rows: rows(5) },
    ];
    const text = document([...first, ...later], 2_000, "look there");
    expect(text).toContain("- row 4\n\n## all");
    expect(text).toContain("| row 4 |\n\n## run 0");
    expect(text.length).toBeLessThanOrEqual(2_000);
  });

  it("makes no line of a row that is left out", () => {
    let made = 0;
    const row = {
      get 0() {
        made += 1;
        return "x".repeat(100);
      },
      length: 1,
    };
    const parts = [{ title: "a", rows: Array.from({ length: 1_000 }, () => row as unknown as string[]) }];
    document([...parts, ...parts], 2_000, "look there");
    expect(made).toBeLessThan(50);
  });

  it("folds what is long, and what it is told to fold", () => {
    expect(document([{ title: "t", rows: rows(9) }], 10_000, "")).toMatch(
      /^<details><summary>t \(9\)<\/summary>\n\n- row 0\n/,
    );
    expect(document([{ title: "t", rows: rows(8) }], 10_000, "")).toMatch(/^## t\n\n- row 0\n/);
    expect(document([{ title: "t", text: "words", folded: true }], 10_000, "")).toBe(
      "<details><summary>t</summary>\n\nwords\n\n</details>",
    );
  });

  it("leaves out what says nothing", () => {
    expect(document([{ title: "nothing" }, { title: "no rows", head: ["x"], rows: [] }], 100, "")).toBe("");
  });
});
