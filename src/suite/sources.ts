import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../model/errors.ts";
import { describeAddress, isStoreAddress, readStoreAddress, type StoreAddress } from "../store/address.ts";
import { StoreMirror } from "../store/mirror.ts";
import { openStore, type Store } from "../store/store.ts";
import { type FindOptions, type FoundSummaries, findSummaries } from "./find-summaries.ts";
import { SummaryReader, summaryFile } from "./summary-reader.ts";

/** Where summaries lie: folders here, and places in stores, whose summaries are copied into a folder that is deleted later. */
export class Sources implements Disposable {
  readonly #reader = new SummaryReader();
  readonly #folders: readonly string[];
  readonly #copies: readonly Copy[];
  readonly #root: string | undefined;

  private constructor(folders: readonly string[], copies: readonly Copy[], root: string | undefined) {
    this.#folders = folders;
    this.#copies = copies;
    this.#root = root;
  }

  /** Takes folders and addresses as a person names them; throws UsageError for an address that is none. */
  static async open(words: readonly string[]): Promise<Sources> {
    const addresses = words.filter(isStoreAddress).map(readStoreAddress);
    const folders = words.filter((word) => !isStoreAddress(word));
    if (addresses.length === 0) return new Sources(folders, [], undefined);
    const stores = await Promise.all(addresses.map(openStore));
    const root = mkdtempSync(join(tmpdir(), "kind-chaos-merge-"));
    const copies = addresses.map((address, index): Copy => {
      const store = stores[index] as Store;
      const folder = join(root, `${index + 1}-${address.bucket}`);
      return { address, store, folder, mirror: new StoreMirror(store, address, summaryFile, folder) };
    });
    return new Sources(folders, copies, root);
  }

  /** The summaries that are there now; throws as `findSummaries` does, and what a store throws. */
  async find({ mayCome = false }: Pick<FindOptions, "mayCome"> = {}): Promise<FoundSummaries> {
    for (const { mirror, address } of this.#copies)
      if ((await mirror.update()) === 0 && !mayCome)
        throw new UsageError(`${describeAddress(address)}: there is no ${summaryFile} in it, nor below`);
    const folders = [...this.#folders, ...this.#copies.map(({ folder }) => folder)];
    return findSummaries(folders, { mayCome, reader: this.#reader });
  }

  [Symbol.dispose](): void {
    for (const { store } of this.#copies) store[Symbol.dispose]();
    if (this.#root !== undefined) rmSync(this.#root, { recursive: true, force: true });
  }
}

interface Copy {
  readonly address: StoreAddress;
  readonly store: Store;
  readonly folder: string;
  readonly mirror: StoreMirror;
}
