import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { isFolder } from "../host/is-folder.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import { keyOf, type StoreAddress } from "./address.ts";
import type { Store } from "./store.ts";

/**
 * Puts folders into a store, each under its own name, one after the other; those that are not there are left out. The
 * files whose presence says that all is there have to be in the last folder: of each, `last` comes after every other.
 * Throws PlatformError "store" for the first that is refused, and for one that cannot be read.
 */
export async function upload(
  store: Store,
  address: StoreAddress,
  folders: readonly string[],
  last = "summary.json",
): Promise<number> {
  let count = 0;
  for (const folder of folders) {
    if (isFolder(folder) !== true) continue;
    for (const file of filesBelow(folder).toSorted((a, b) => Number(a === last) - Number(b === last))) {
      await store.write(keyOf(address, basename(folder), ...file.split(sep)), contentOf(join(folder, file)));
      count += 1;
    }
  }
  return count;
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
