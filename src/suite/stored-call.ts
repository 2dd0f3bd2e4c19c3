import { messageOf, PlatformError } from "../model/errors.ts";
import type { Suite } from "../model/suite.ts";
import type { StoreAddress } from "../store/address.ts";
import { openStore, type Store } from "../store/store.ts";
import { Upload } from "../store/upload.ts";
import { describeStored, foldersOf } from "./keep-in-store.ts";

/**
 * Puts what a call leaves into a store while it goes on: what a machine has shown is not lost with it, and a fail that it
 * saw before it died stays one.
 */
export class StoredCall implements Disposable {
  readonly #store: Store;
  readonly #address: StoreAddress;
  readonly #upload: Upload;
  readonly #complain: (line: string) => void;
  readonly #told = new Set<string>();

  constructor(store: Store, address: StoreAddress, complain: (line: string) => void) {
    this.#store = store;
    this.#address = address;
    this.#upload = new Upload(store, address);
    this.#complain = complain;
  }

  /** Throws as `openStore` does. */
  static async open(address: StoreAddress, complain: (line: string) => void): Promise<StoredCall> {
    return new StoredCall(await openStore(address), address, complain);
  }

  /** Puts there what is new. A store that refuses is told of once and keeps no run from going on: it is tried again. */
  async keep(suite: Suite, folder: string): Promise<void> {
    try {
      await this.#upload.update(foldersOf(suite, folder));
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      const line = `chaos: ${messageOf(error)}`;
      if (!this.#told.has(line)) this.#complain(line);
      this.#told.add(line);
    }
  }

  /** Puts there what is missing; returns a line that says what is there then, throws what the store throws. */
  async finish(suite: Suite, folder: string): Promise<string> {
    return describeStored(await this.#upload.update(foldersOf(suite, folder)), this.#address);
  }

  [Symbol.dispose](): void {
    this.#store[Symbol.dispose]();
  }
}
