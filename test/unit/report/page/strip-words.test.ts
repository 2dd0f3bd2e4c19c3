import { expect, it } from "vitest";
import { stripWords } from "../../../../src/report/page/strip-words.ts";
import { style } from "../../../../src/report/page/style.ts";

it("has words on a ground of their own, which end in an ellipsis and are left out where there is no room", () => {
  expect(stripWords("a <b>", 20).text).toContain('<div class="words to-left"><span>a &lt;b&gt;</span></div>');
  const rule = /\.words span\{([^}]*)\}/.exec(style)?.[1];
  expect(rule).toMatch(/text-overflow:ellipsis/);
  expect(rule).toMatch(/background:var\(--paper\)/);
  expect(style).toMatch(/@container \(max-width:\d+px\)\{\.words span\{display:none\}\}/);
});
