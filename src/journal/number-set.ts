/** Numbers of one page. */
const pageBits = 512;

/** A set of whole numbers, most of them near each other: a bit for each where an entry of a Set takes forty bytes. */
export class NumberSet {
  readonly #pages = new Map<number, Uint32Array>();

  /** Adds a number that is not negative; false where it was there. */
  add(number: number): boolean {
    const index = Math.floor(number / pageBits);
    let page = this.#pages.get(index);
    if (page === undefined) {
      page = new Uint32Array(pageBits / 32);
      this.#pages.set(index, page);
    }
    const word = (number % pageBits) >>> 5;
    const before = page[word] as number;
    page[word] = before | (1 << (number & 31));
    return page[word] !== before;
  }
}
