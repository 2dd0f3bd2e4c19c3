/** A change of the store of a simulated run: of an object of a kind, at a moment that nobody is told. */
export interface Change {
  readonly at: number;
  readonly revision: number;
  readonly kind: "configmap" | "pod" | "other";
  readonly object: string;
  /** What a write added. */
  readonly token?: string | undefined;
  readonly gone?: boolean;
}

/** What happens at one moment; in the order of their moments they make a history that one store can have. */
interface Happening {
  readonly at: number;
  readonly act: () => void;
}

/**
 * A store that does one thing after the other, each at its moment, and gives each change the next revision or one of
 * the next: others change things too.
 */
export class SimulatedStore {
  readonly changes: Change[] = [];
  readonly #happenings: Happening[] = [];
  readonly #versions = new Map<string, number>();
  readonly #random: () => number;
  #now = 0;
  #revision = 1_000;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** The store's own revision. */
  get revision(): number {
    return this.#revision;
  }

  /** At which revision an object changed last; 0 where it is not there. */
  versionOf(object: string): number {
    return this.#versions.get(object) ?? 0;
  }

  /** Lets something happen at a moment, milliseconds. */
  at(moment: number, act: () => void): void {
    this.#happenings.push({ at: moment, act });
  }

  change(change: Omit<Change, "at" | "revision">): number {
    this.#revision += 1 + Math.floor(this.#random() * 3);
    this.changes.push({ ...change, at: this.#now, revision: this.#revision });
    if (change.gone === true) this.#versions.delete(change.object);
    else this.#versions.set(change.object, this.#revision);
    return this.#revision;
  }

  /** Lets everything happen; what was asked for meanwhile too. */
  run(): void {
    this.#happenings.sort((a, b) => a.at - b.at);
    for (const { at, act } of this.#happenings) {
      this.#now = at;
      act();
    }
  }

  /** The store's revision at a moment, once all has happened. */
  revisionAt(moment: number): number {
    return this.changes.findLast(({ at }) => at <= moment)?.revision ?? 1_000;
  }
}
