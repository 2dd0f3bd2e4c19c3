import { unbroken } from "./unbroken.ts";

/** Text that is HTML (or SVG) already: what was in it is escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What can stand in HTML: text is escaped, markup is not, of a list every part follows the one before. */
export type Content = Markup | string | number | undefined | readonly Content[];

/**
 * HTML with values in it; a template's tag: html`<b>${name}</b>`. Attributes must stand in double quotes. In texts between
 * elements numbers and units stay together; attributes and what `<code>` begins with are as they were given.
 */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  let text = strings[0] ?? "";
  for (const [index, content] of contents.entries()) {
    const isProse = text.lastIndexOf(">") >= text.lastIndexOf("<") && !text.endsWith("<code>");
    text += markupOf(content, isProse) + (strings[index + 1] ?? "");
  }
  return new Markup(text);
}

/** Text of the harness's own that is HTML: nothing from elsewhere may be in it. */
export function ownMarkup(text: string): Markup {
  return new Markup(text);
}

/** A value as JSON that can stand in a script element: nothing in it ends the element or begins a comment. */
export function jsonMarkup(value: unknown): Markup {
  return new Markup(JSON.stringify(value).replaceAll("<", "\\u003c"));
}

function markupOf(content: Content, isProse: boolean): string {
  if (content === undefined) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content === "object") return content.map((part) => markupOf(part, isProse)).join("");
  return escaped(isProse ? unbroken(String(content)) : String(content));
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] as string);
}
