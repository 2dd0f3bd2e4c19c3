import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { code, plain, plainHtml, table } from "../../../../src/report/parts/markdown-table.ts";
import { hostileText } from "../../../support/hostile-texts.ts";

/** What is left where every escaped character is taken out: only that can mean something to a renderer. */
const unescaped = (markdown: string) => markdown.replaceAll(/\\[!-/:-@[-`{-~]/g, "");

describe("text in Markdown", () => {
  it("has nothing left that a renderer obeys, whatever it was", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const left = unescaped(plain(text));
        expect(left).not.toMatch(/[|*`[\]~<\n]/);
        expect(left).not.toMatch(/:\/\/|www\./i);
        expect(left).not.toMatch(/&(?!amp;|lt;|#8203;)#?\w+;/);
        expect(left).not.toMatch(/(^|\W)_|_(\W|$)/);
        expect(plain(text)).not.toMatch(/@\w|(?<!&)#\d|\bGH-\d/i);
        expect(plain(text)).not.toMatch(/^\s|^[#>+=-]|^\d+[.)](\s|$)/);
      }),
    );
  });

  it("reads as it did", () => {
    expect(plain("write/api/new: 1.02 s, under_score, a-b (c)")).toBe("write/api/new: 1.02 s, under_score, a-b (c)");
    expect(plain("# x")).toBe("\\# x");
    expect(plain("1. x")).toBe("1\\. x");
    expect(plain("<b>&amp;")).toBe("&lt;b>&amp;amp;");
    expect(plain("https://host:6443")).toBe("https\\://host:6443");
  });

  it("notifies nobody and is taken for no issue", () => {
    expect(plain("@octocat broke #12, GH-3")).toBe("@&#8203;octocat broke #&#8203;12, GH-&#8203;3");
    expect(plain("a @ b, # c, x@")).toBe("a @ b, # c, x@");
  });

  it("is cut where it would fill a page, at a whole character", () => {
    expect(plain("a".repeat(5_000))).toBe(`${"a".repeat(600)}…`);
    expect(plain(`${"a".repeat(599)}😀😀`)).toBe(`${"a".repeat(599)}…`);
  });

  it("is words alone inside of an element of HTML, too", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const left = plainHtml(text);
        expect(left).not.toMatch(/[<>"'`[\]\n]|:\/\/|www\.|&(?!#\d+;)|@\w/i);
      }),
    );
    expect(plainHtml('a <b> & "c"')).toBe("a &#60;b&#62; &#38; &#34;c&#34;");
  });

  it("does not leave its cell, nor code its line", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (first, second) => {
        const lines = table(["a", "b"], [[first, second]]).split("\n");
        expect(lines).toHaveLength(3);
        expect(unescaped(lines[2] ?? "").match(/\|/g)).toHaveLength(3);
        expect(code(first).slice(1, -1)).not.toMatch(/[`\n]/);
      }),
    );
  });
});
