import { expect, test } from "vitest";
import { colorsOf } from "../../../../src/terminal/terminal.ts";
import { terminalPage } from "../../../../tools/pictures/terminal-page.ts";

test("colours become elements that end where the colours do, and texts stay texts", () => {
  const color = colorsOf({ color: true });
  const page = terminalPage(`${color.red.bold("✗ <FAIL>")} then ${color.dim("quiet")} & plain`);
  expect(page).toContain(
    '<pre><i class="red"><b>✗ &lt;FAIL&gt;</b></i> then <i class="dim">quiet</i> &amp; plain</pre>',
  );
});
