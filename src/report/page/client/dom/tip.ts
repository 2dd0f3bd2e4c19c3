import { element } from "./elements.ts";

/** Words at what is pointed at; what keys point at is read out, too. */
export class Tip {
  readonly #box = element("div", { class: "tip", role: "tooltip", id: "tip", hidden: "" });
  readonly #said = element("p", { class: "unseen", role: "status" });

  constructor(list: HTMLElement) {
    list.append(this.#box, this.#said);
  }

  /** Shows lines at a place of the screen, the first as their heading; `aloud`: a screen reader says them. */
  show(lines: readonly string[], x: number, y: number, aloud: boolean): void {
    const [first = "", ...rest] = lines;
    this.#box.replaceChildren(element("strong", {}, first), ...rest.map((line) => element("div", {}, line)));
    this.#box.hidden = false;
    const { width, height } = this.#box.getBoundingClientRect();
    const [right, bottom] = [document.documentElement.clientWidth, document.documentElement.clientHeight];
    this.#box.style.left = `${Math.max(4, x + 14 + width > right ? Math.min(x - width - 14, right - width - 4) : x + 14)}px`;
    this.#box.style.top = `${y + 18 + height > bottom ? Math.max(4, y - height - 12) : y + 18}px`;
    if (aloud) this.#said.textContent = lines.join(". ");
  }

  hide(): void {
    this.#box.hidden = true;
  }
}
