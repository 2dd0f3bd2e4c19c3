import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeOutages, encodeOutages, type PageOutage } from "../../../../src/report/page/outage-columns.ts";

const words = ["hang", "late", "refused", "tls"];
const word = fc.constantFrom(...words);
const tenth = (max: number) => fc.nat(max * 10).map((value) => value / 10);

/** Outages in the order of time, each with its ends within it. */
const outages = fc
  .array(
    fc.record({
      gap: tenth(90_000),
      first: tenth(200),
      last: tenth(40_000),
      open: fc.boolean(),
      least: tenth(40_000),
      most: fc.option(tenth(80_000)),
      attempts: fc.nat(5_000),
      errors: fc.dictionary(word, fc.integer({ min: 1, max: 400 })),
      words: fc.tuple(word, word),
    }),
    { maxLength: 30 },
  )
  .map((parts) => {
    let at = 0;
    return parts.map((part): PageOutage => {
      at += part.gap;
      const after = (ms: number) => Math.round((at + ms) * 10) / 10;
      return {
        from: after(0),
        to: part.open ? null : after(part.last + 5),
        atLeastMs: part.least,
        atMostMs: part.most,
        attempts: part.attempts,
        errors: part.errors,
        first: { at: after(part.first), error: part.words[0] },
        last: { at: after(part.last), error: part.words[1] },
      };
    });
  });

it("gives back the outages that it was given", () => {
  fc.assert(
    fc.property(outages, (own) => {
      const back = decodeOutages(encodeOutages(own, words), words);
      const rounded = own.map((outage) => ({ ...outage, from: Math.round(outage.from * 10) / 10 }));
      expect(back).toEqual(rounded);
    }),
  );
});

it("is short: an outage of one attempt takes less than 30 characters", () => {
  const edge = { at: 80_210, error: "refused" };
  const one = { from: 80_200, to: 80_312.4, atLeastMs: 0, atMostMs: 112.4, attempts: 1, errors: { refused: 1 } };
  expect(Object.values(encodeOutages([{ ...one, first: edge, last: edge }], words)).join("").length).toBeLessThan(30);
});
