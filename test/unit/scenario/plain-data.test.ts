import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/model/errors.ts";
import { plainData } from "../../../src/scenario/plain-data.ts";

const circle: Record<string, unknown> = {};
circle.again = [circle];
const deep = Array.from({ length: 100_000 }).reduce<unknown>((inner) => [inner], 1);
const throwing = new Proxy(
  {},
  {
    ownKeys() {
      throw Object.create(null);
    },
  },
);

describe("a value that somebody else's code made", () => {
  it("is copied where it is data", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(plainData(value)).toEqual(value);
      }),
    );
  });

  it("is data or a UsageError, whatever it is", () => {
    const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true });
    fc.assert(
      fc.property(anything, (value) => {
        try {
          structuredClone(plainData(value));
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });

  it.each<[string, unknown, RegExp]>([
    ["a function", { steps: [{ hold: () => 1 }] }, /^steps\[0\]\.hold: is a function/],
    ["a symbol", Symbol("x"), /^is a symbol/],
    ["a number beyond numbers", [1n], /^\[0\]: is a bigint/],
    ["an object of a class", { a: new Map() }, /^a: is a Map, no plain object/],
    ["a circle", circle, /it goes round in a circle/],
    ["something deep", deep, /deeper than 50 levels/],
    ["something long", { text: "x".repeat(1_000_000) }, /^text: a text of more than/],
    ["a list of holes", { list: new Array(4_000_000_000) }, /^list: it has more than/],
    ["much", Array.from({ length: 1_000 }, () => new Array(200).fill(1)), /more than 100000 values/],
    ["a proxy that throws", throwing, /^it cannot be read/],
    [
      "a getter that throws",
      {
        get a() {
          throw new Error("boo");
        },
      },
      /^it cannot be read: boo/,
    ],
  ])("%s is none", (_, value, message) => {
    expect(() => plainData(value)).toThrow(UsageError);
    expect(() => plainData(value)).toThrow(message);
  });

  it("keeps a name that would be a prototype as a name", () => {
    const copy = plainData(JSON.parse('{"__proto__": {"polluted": true}}')) as object;
    expect(Object.keys(copy)).toEqual(["__proto__"]);
    expect((copy as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
