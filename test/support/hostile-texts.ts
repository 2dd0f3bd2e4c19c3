import fc from "fast-check";

/** What a terminal, a browser, a renderer of Markdown or a reader of XML would obey, one of each kind. */
const attacks = [
  "\u001b[31m",
  "\u001b]0;title\u0007",
  "\u001b[2J\u001b[H",
  "\u009b31m",
  "\u007f\b\b",
  "\r",
  "\n# heading",
  "\n\n<script>alert(1)</script>",
  "[click](https://evil.example)",
  "![pixel](https://evil.example/p.png)",
  "https://evil.example/x",
  "www.evil.example",
  "`rm -rf /`",
  "| a | b |",
  "\n| - |",
  "**bold** _slanted_ ~~gone~~",
  "&#x202e; &lt;b&gt;",
  "\u202eturned\u202c",
  "\u2066isolated\u2069",
  "\u200b\u200d\ufeff",
  "\u2028\u2029",
  "\ud800",
  "]]> <!-- & ' \"",
  "\u0000",
  "https://user:secret-word@host.example/path",
  "__proto__",
  "@octocat and @org/team",
  "#123 GH-7",
  "::error::x",
  "\n::stop-commands::x",
  "##[add-mask]x",
  "[[ATTACHMENT|/etc/passwd]]",
] as const;

/** Texts that somebody might put into a name, an answer or a file so that something else happens than being read. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...attacks), fc.string({ unit: "binary", maxLength: 12 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => parts.join(""));

/** A password that is in some of the hostile texts, in a URL. */
export const hiddenPassword = "secret-word";

/** Everything that cannot be seen but is obeyed: controls, formats, halves of characters, odd line ends; not "\n". */
export const obeyed = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** The value with other texts: each that `change` gives another for; the names of properties stay. */
export function withTexts<Value>(value: Value, change: (text: string) => string): Value {
  const changed = (one: unknown): unknown => {
    if (typeof one === "string") return change(one);
    if (Array.isArray(one)) return one.map(changed);
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, each]) => [key, changed(each)]));
  };
  return changed(value) as Value;
}
