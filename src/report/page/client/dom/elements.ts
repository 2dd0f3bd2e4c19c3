import { unbroken } from "../../unbroken.ts";

/** An element with attributes and what is in it; texts stay texts, with their numbers and units together. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...contents: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...contents.map((content) => (typeof content === "string" ? unbroken(content) : content)));
  return made;
}

/** A button with a name for who cannot see its sign. */
export function button(sign: string, name: string, press: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", "aria-label": name, title: name }, sign);
  made.addEventListener("click", press);
  return made;
}

/** A link to a moment of the run within the page. */
export function momentAnchor(hash: string, words: string): HTMLAnchorElement {
  return element("a", { class: "t", href: hash }, words);
}
