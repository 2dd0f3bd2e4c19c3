import { centredOn, fitted, isWhole, type View } from "../view.ts";

/** What all parts of the page share: the part of the run that is shown, the marked moment, and who wants to know. */
export class Stage {
  readonly whole: View;
  view: View;
  /** The moment that the address names; undefined: none. */
  marked: number | undefined;
  readonly #draws: (() => void)[] = [];
  #due = false;

  constructor(whole: View) {
    this.whole = whole;
    this.view = whole;
  }

  /** Calls this once and after every change, at most once for each picture of the screen. */
  drawWith(draw: () => void): void {
    this.#draws.push(draw);
    draw();
  }

  /** Shows another part of the run. */
  show(view: View): void {
    this.view = fitted(view, this.whole);
    this.#change();
  }

  /** Marks a moment, and moves it into the middle where `centre` is true. */
  mark(ms: number | undefined, centre: boolean): void {
    this.marked = ms;
    if (ms !== undefined && centre) this.view = centredOn(ms, this.view, this.whole);
    this.#change();
  }

  get showsAll(): boolean {
    return isWhole(this.view, this.whole);
  }

  /** Draws at once: what is printed next is what was shown last. */
  drawNow(): void {
    for (const draw of this.#draws) draw();
  }

  #change(): void {
    if (this.#due) return;
    this.#due = true;
    requestAnimationFrame(() => {
      this.#due = false;
      this.drawNow();
    });
  }
}
