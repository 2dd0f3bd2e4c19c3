import { html, ownMarkup } from "../../src/report/page/markup.ts";

/** What the colours of a terminal become, by the numbers of ECMA-48 ("SGR") that the harness itself uses. */
const marks: Readonly<Record<string, string>> = {
  "1": "<b>",
  "2": '<i class="dim">',
  "31": '<i class="red">',
  "32": '<i class="green">',
  "33": '<i class="yellow">',
};

const style =
  "body{margin:0;background:#15191f}pre{margin:0;padding:18px 22px;width:max-content;color:#d8dee6;" +
  'font:13px/1.45 "DejaVu Sans Mono",monospace}i{font-style:normal}.dim{color:#8b95a1}.red{color:#ff7b72}' +
  ".green{color:#5fd38d}.yellow{color:#e3b341}";

/** What a terminal shows of a coloured text, as a page of HTML. */
export function terminalPage(text: string): string {
  const open: string[] = [];
  const [first = "", ...others] = text.trim().split("\u001b[");
  // Each of the others begins with a colour or the end of one; colours end in the order opposite to their beginning.
  const markup = others.map((part) => {
    const [code = "", ...words] = part.split("m");
    const mark = marks[code];
    if (mark !== undefined) open.push(mark.slice(1, 2));
    return html`${ownMarkup(mark ?? `</${open.pop() ?? "i"}>`)}${words.join("m")}`;
  });
  return html`<!doctype html><html lang="en"><meta charset="utf-8"><style>${ownMarkup(style)}</style><pre>${first}${markup}</pre></html>`
    .text;
}
