import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isStoreAddress, readStoreAddress } from "../store/address.ts";
import { StoreMirror } from "../store/mirror.ts";
import { openStore, type Store } from "../store/store.ts";
import { type FoundSummaries, findSummaries, summaryFile } from "./find-summaries.ts";

/** Where summaries lie: folders here, and places in stores, whose summaries are copied into a folder that is deleted later. */
export class Sources implements Disposable {
  readonly #folders: readonly string[];
  readonly #mirrors: readonly StoreMirror[];
  readonly #stores: readonly Store[];
  readonly #copies: string | undefined;

  private constructor(folders: string[], mirrors: StoreMirror[], stores: Store[], copies: string | undefined) {
    this.#folders = folders;
    this.#mirrors = mirrors;
    this.#stores = stores;
    this.#copies = copies;
  }

  /** Takes folders and addresses as a person names them; throws UsageError for an address that is none. */
  static async open(words: readonly string[]): Promise<Sources> {
    const addresses = words.filter(isStoreAddress).map(readStoreAddress);
    const folders = words.filter((word) => !isStoreAddress(word));
    if (addresses.length === 0) return new Sources(folders, [], [], undefined);
    const stores = await Promise.all(addresses.map(openStore));
    const copies = mkdtempSync(join(tmpdir(), "kind-chaos-merge-"));
    const places = addresses.map(({ bucket }, index) => join(copies, `${index + 1}-${bucket}`));
    const mirrors = stores.map((store, index) => {
      return new StoreMirror(
        store,
        addresses[index] as (typeof addresses)[number],
        summaryFile,
        places[index] as string,
      );
    });
    return new Sources([...folders, ...places], mirrors, stores, copies);
  }

  /** The summaries that are there now; throws as `findSummaries` does, and what a store throws. */
  async find(options: Parameters<typeof findSummaries>[1] = {}): Promise<FoundSummaries> {
    for (const mirror of this.#mirrors) await mirror.update();
    return findSummaries(this.#folders, options);
  }

  [Symbol.dispose](): void {
    for (const store of this.#stores) store[Symbol.dispose]();
    if (this.#copies !== undefined) rmSync(this.#copies, { recursive: true, force: true });
  }
}
