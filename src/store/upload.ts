import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { fileState } from "../host/file-state.ts";
import { isFolder } from "../host/is-folder.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import { keyOf, type StoreAddress } from "./address.ts";
import type { Store } from "./store.ts";

/** Where it is, all that it names is there: it comes after every other file of its folder, and that after all others. */
const last = "summary.json";

/** Puts folders into a store, each under its own name; once a file is there, it is put there again only when it changed. */
export class Upload {
  readonly #sent = new Map<string, string | undefined>();
  readonly #store: Store;
  readonly #address: StoreAddress;

  constructor(store: Store, address: StoreAddress) {
    this.#store = store;
    this.#address = address;
  }

  /**
   * Puts folders there in this order, those that are there; returns how many files are in the store by now. Throws
   * PlatformError "store" for the first that is refused, and for one that cannot be read.
   */
  async update(folders: readonly string[]): Promise<number> {
    for (const folder of folders) {
      if (isFolder(folder) !== true) continue;
      for (const file of filesBelow(folder).toSorted((a, b) => Number(a === last) - Number(b === last))) {
        const path = join(folder, file);
        const state = fileState(path);
        if (this.#sent.has(path) && this.#sent.get(path) === state) continue;
        await this.#store.write(keyOf(this.#address, basename(folder), ...file.split(sep)), contentOf(path));
        this.#sent.set(path, state);
      }
    }
    return this.#sent.size;
  }
}

/** Regular files alone: what a link leads to is somebody else's. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .toSorted();
}

function contentOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new PlatformError("store", `${file}: cannot be put into the store: ${messageOf(cause)}`, { cause });
  }
}
