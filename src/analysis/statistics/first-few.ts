/** The first items of many, and how many there were: memory stays bounded however many there are. */
export class FirstFew<Item> {
  readonly #most: number;
  readonly #items: Item[] = [];
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Those that were kept, in the order in which they came. */
  get items(): readonly Item[] {
    return this.#items;
  }

  /** How many came, kept or not. */
  get count(): number {
    return this.#count;
  }

  /** Counts one more, which is made only where it is kept. */
  add(make: () => Item): void {
    this.#count += 1;
    if (this.#items.length < this.#most) this.#items.push(make());
  }
}
