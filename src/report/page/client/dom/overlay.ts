import { exactMoment } from "../told.ts";
import { momentAt, shareOf } from "../view.ts";
import { element } from "./elements.ts";
import type { Stage } from "./stage.ts";

/** Lines and areas over all rows at once, placed by time. */
export class Overlay {
  readonly #list: HTMLElement;
  readonly #stage: Stage;
  readonly #marker = element("div", { class: "marker", hidden: "" }, element("span"));
  readonly #cursor = element("div", { class: "cursor", hidden: "" });
  readonly #selection = element("div", { class: "selection", hidden: "" });
  /** The moment that the pointer or a key is at; undefined: none. */
  at: number | undefined;

  constructor(list: HTMLElement, stage: Stage) {
    this.#list = list;
    this.#stage = stage;
    list.append(this.#selection, this.#cursor, this.#marker);
    stage.drawWith(() => this.draw());
    new ResizeObserver(() => this.draw()).observe(list);
  }

  /** Where tracks begin, and how wide they are, pixels of the screen. */
  get #tracks(): DOMRect {
    return (this.#list.querySelector(".track") ?? this.#list).getBoundingClientRect();
  }

  /** The moment at a place of the screen. */
  momentAtX(x: number): number {
    const { left, width } = this.#tracks;
    return momentAt(Math.min(1, Math.max(0, (x - left) / width)), this.#stage.view);
  }

  /** Milliseconds that a pixel stands for. */
  get msOfPixel(): number {
    const { from, to } = this.#stage.view;
    return (to - from) / Math.max(1, this.#tracks.width);
  }

  /** A place of the screen at which a moment is. */
  xOf(ms: number): number {
    const { left, width } = this.#tracks;
    return left + shareOf(ms, this.#stage.view) * width;
  }

  /** Puts the line of the pointer to a moment, or away. */
  point(ms: number | undefined): void {
    this.at = ms;
    this.#place(this.#cursor, ms, ms);
  }

  /** Shows a time that is about to be selected, or none. */
  select(from: number | undefined, to: number | undefined): void {
    this.#place(this.#selection, from, to);
  }

  /** Draws lines where they are now. */
  draw(): void {
    const { marked } = this.#stage;
    this.#place(this.#cursor, this.at, this.at);
    this.#place(this.#marker, marked, marked);
    if (marked !== undefined) this.#marker.querySelector("span")?.replaceChildren(`▼ ${exactMoment(marked)}`);
  }

  #place(part: HTMLElement, from: number | undefined, to: number | undefined): void {
    const { left, right } = this.#tracks;
    const [begin, end] = [this.xOf(from ?? 0), this.xOf(to ?? 0)].toSorted((a, b) => a - b) as [number, number];
    const isShown = from !== undefined && to !== undefined && begin <= right + 1 && end >= left - 1;
    part.toggleAttribute("hidden", !isShown);
    if (!isShown) return;
    part.style.left = `${begin - this.#list.getBoundingClientRect().left}px`;
    if (end > begin) part.style.width = `${end - begin}px`;
    part.classList.toggle("at-end", end > right - 90);
  }
}
