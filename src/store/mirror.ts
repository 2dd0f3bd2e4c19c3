import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../model/errors.ts";
import { describeAddress, isSegment, keyOf, type StoreAddress } from "./address.ts";
import type { Store, StoredObject } from "./store.ts";

/** A connection each; more are no faster where a store is on the same network. */
const mostAtOnce = 8;

/** Copies of the files of one name in a store, in a folder here: each call fetches what is new or another since the last. */
export class StoreMirror {
  readonly #fetched = new Map<string, string>();
  readonly #store: Store;
  readonly #address: StoreAddress;
  readonly #file: string;
  readonly #folder: string;

  constructor(store: Store, address: StoreAddress, file: string, folder: string) {
    this.#store = store;
    this.#address = address;
    this.#file = file;
    this.#folder = folder;
  }

  /**
   * Fetches all that is not here as it is there; returns how many files are here. Throws UsageError for a key that would lead
   * out of the folder, and what the store throws.
   */
  async update(): Promise<number> {
    const prefix = keyOf(this.#address);
    const found = (await this.#store.list(prefix === "" ? "" : `${prefix}/`)).filter(({ key }) =>
      key.endsWith(`/${this.#file}`),
    );
    const changed = found.filter(({ key, version }) => this.#fetched.get(key) !== version);
    const next = changed.values();
    const fetchAll = async () => {
      for (const object of next) await this.#fetch(object);
    };
    // All have ended before one that failed is told of: nobody writes into a folder that is deleted then.
    const ends = await Promise.allSettled(Array.from({ length: mostAtOnce }, fetchAll));
    for (const end of ends) if (end.status === "rejected") throw end.reason;
    return found.length;
  }

  async #fetch({ key, version }: StoredObject): Promise<void> {
    const above = keyOf(this.#address);
    const names = key.slice(above === "" ? 0 : above.length + 1).split("/");
    if (!names.every(isSegment))
      throw new UsageError(
        `${describeAddress(this.#address)}: the key ${JSON.stringify(key)} is none that kind-chaos wrote`,
      );
    const file = join(this.#folder, ...names);
    const content = await this.#store.read(key);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    this.#fetched.set(key, version);
  }
}
