import fc from "fast-check";
import { expect, test } from "vitest";
import { create } from "xmlbuilder2";
import { plainText } from "../../../../src/model/plain-text.ts";
import { badgeSvg } from "../../../../src/report/parts/badge-svg.ts";

/** The relative luminance of WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test.each(["pass", "inconclusive", "fail"] as const)(
  "%s is told by a word, and white letters on it can be read",
  (outcome) => {
    const svg = badgeSvg("etcd-minority", outcome, "the title");
    expect(svg).toContain(`${outcome}</text>`);
    expect(svg).toMatch(/role="img" aria-labelledby="title">\n<title id="title">the title<\/title>/);
    const fills = [...svg.matchAll(/fill="(#[0-9a-f]{6})"/g)].map(([, hex]) => hex as string);
    expect(fills).toHaveLength(2);
    for (const fill of fills) expect(1.05 / (luminance(fill) + 0.05)).toBeGreaterThanOrEqual(4.5);
  },
);

test("whatever the name is, it is one picture of a bounded width", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
      const svg = badgeSvg(plainText(name), "pass", plainText(`${name}: pass`));
      expect(create(svg).root().node.nodeName).toBe("svg");
      expect(Number(/^<svg [^>]*width="(\d+)"/.exec(svg)?.[1])).toBeLessThan(60 * 11 + 100);
      expect(svg).not.toMatch(/<script|<a |href/);
    }),
  );
});
