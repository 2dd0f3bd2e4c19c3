/** What is new in a list, and what is not in it any more. */
export interface Changes<Row> {
  /** New ones, and those that are otherwise than before. */
  readonly seen: readonly Row[];
  /** Ids of those that are gone. */
  readonly gone: readonly string[];
}

/** Tells from one list to the next what changed; what is compared are the rows' values as JSON. */
export class ChangingList<Row> {
  readonly #idOf: (row: Row) => string;
  #known = new Map<string, string>();

  constructor(idOf: (row: Row) => string) {
    this.#idOf = idOf;
  }

  /** Takes the list as it is now; of several rows of one id the last counts. */
  take(rows: readonly Row[]): Changes<Row> {
    const before = this.#known;
    const now = new Map(rows.map((row) => [this.#idOf(row), row]));
    this.#known = new Map([...now].map(([id, row]) => [id, JSON.stringify(row)]));
    return {
      seen: [...now].filter(([id]) => before.get(id) !== this.#known.get(id)).map(([, row]) => row),
      gone: [...before.keys()].filter((id) => !now.has(id)),
    };
  }
}
