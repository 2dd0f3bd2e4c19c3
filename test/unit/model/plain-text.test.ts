import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainOnce, plainOutput, plainText, plainTexts } from "../../../src/model/plain-text.ts";
import { hiddenPassword, hostileText, obeyed } from "../../support/hostile-texts.ts";

describe("a text from elsewhere", () => {
  it("is one line in which nothing is obeyed, whatever it was", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const plain = plainText(text);
        expect(plain).not.toMatch(obeyed);
        expect(plain).not.toContain("\n");
        expect(plain).not.toContain(hiddenPassword);
      }),
    );
  });

  it("shows what was in it", () => {
    expect(plainText("a\u001b[31mb\u202ec\u0007")).toBe("a\\u001b[31mb\\u202ec\\u0007");
    expect(plainText("first\n  second\tthird")).toBe("first second third");
    expect(plainText("\u{e0041}")).toBe("\\udb40\\udc41");
  });

  it("stays as it is where nothing is wrong with it", () => {
    for (const text of ["write/api/new", "60 s → 1 m, größer, 日本 🙂", "a@b, https://host:6443/a@b?c=@d"])
      expect(plainText(text)).toBe(text);
  });

  it("has no password of a URL", () => {
    expect(plainText("GET https://admin:p@ss@host/x and http://token@h")).toBe(
      "GET https://***@host/x and http://***@h",
    );
  });

  it("is cut where it is longer than a person reads", () => {
    expect(plainText("x".repeat(2_000_000))).toHaveLength(10_001);
  });
});

describe("values", () => {
  it("have plain texts at every depth, and names of properties too", () => {
    const value = { "a\u0007": [{ b: "\u001b[1m", n: 1, none: null, gone: undefined, yes: true }] };
    expect(plainTexts(value)).toEqual({
      "a\\u0007": [{ b: "\\u001b[1m", n: 1, none: null, gone: undefined, yes: true }],
    });
  });

  it("are not copied where all is plain, and are left as they were where something is not", () => {
    const plain = { a: [{ b: "c", n: Number.NaN }], d: null };
    expect(plainTexts(plain)).toBe(plain);
    const value = { a: plain, b: ["\u0007"], "c\u0007": 1 };
    const made = plainTexts(value);
    expect(made.a).toBe(plain);
    expect(made).toEqual({ a: plain, b: ["\\u0007"], "c\\u0007": 1 });
    expect(value.b).toEqual(["\u0007"]);
    expect(plainTexts(new Map([["\u0007", ["\u0007"]]]))).toEqual(new Map([["\\u0007", ["\\u0007"]]]));
  });

  it("are looked through once where nobody changes them", () => {
    let looks = 0;
    const value = {
      get text() {
        looks += 1;
        return "a\u0007";
      },
    };
    expect([plainOnce(value), plainOnce(value)]).toEqual([{ text: "a\\u0007" }, { text: "a\\u0007" }]);
    const before = looks;
    expect(plainOnce(value)).toBe(plainOnce(value));
    expect(looks).toBe(before);
    expect(plainOnce("\u0007")).toBe("\\u0007");
  });
});

describe("output", () => {
  it("keeps its line ends, and JSON in it stays the same value", () => {
    fc.assert(
      fc.property(
        hostileText.filter((text) => !text.includes("@")),
        (text) => {
          const json = plainOutput(`${JSON.stringify({ text }, null, 2)}\n`);
          expect(json).not.toMatch(obeyed);
          expect(json.split("\n")).toHaveLength(4);
          expect(JSON.parse(json)).toEqual({ text });
        },
      ),
    );
  });
});
