import fc from "fast-check";
import { expect, it } from "vitest";
import { create } from "xmlbuilder2";
import { element } from "../../../../src/report/parts/xml.ts";
import { hostileText } from "../../../support/hostile-texts.ts";

const characters: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** A text as a reader of XML takes it: each reference is one character, and nothing else is one. */
function read(xml: string): string {
  return xml.replaceAll(/&(?:(\w+)|#(\d+));/g, (_, name: string | undefined, code: string) =>
    name === undefined ? String.fromCharCode(Number(code)) : (characters[name] ?? "?"),
  );
}

it("keeps every text, whatever is in it", () => {
  fc.assert(
    fc.property(fc.oneof(hostileText, fc.string({ unit: "binary" })), (text) => {
      const valid = [...text]
        .map((one) => (/^[\t\n\r -\ud7ff\ue000-\ufffd]$|^..$/s.test(one) ? one : "\ufffd"))
        .join("");
      const xml = element("a", { key: text }, text);
      expect(create(xml).root().node.nodeName).toBe("a");
      const [, attribute = "", inside = ""] = /^<a key="([^"<\t\n\r]*)"(?:>([^<\r]*)<\/a>|\/>)$/.exec(xml) ?? [];
      expect([read(attribute), read(inside)]).toEqual([valid, valid]);
    }),
  );
});

it("has references that are in a text as they are", () => {
  expect(element("a", { key: '&lt; \n"' }, '&amp;]]>"')).toBe('<a key="&amp;lt; &#10;&quot;">&amp;amp;]]&gt;"</a>');
});

it("stands below another on a line of its own, and is short where nothing is in it", () => {
  const inner = element("b", { key: 1 }, "c", 1);
  expect(element("a", {}, [inner, element("d", {}, [], 1)])).toBe('<a>\n  <b key="1">c</b>\n  <d/>\n</a>');
});
