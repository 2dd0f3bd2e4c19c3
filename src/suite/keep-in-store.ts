import { basename, dirname, join } from "node:path";
import { counted } from "../analysis/statistics/format.ts";
import type { Shard } from "../model/shard.ts";
import type { Suite } from "../model/suite.ts";
import { describeAddress, keyOf, type StoreAddress } from "../store/address.ts";
import { openStore } from "../store/store.ts";
import { upload } from "../store/upload.ts";

/** The place of a shard's folders in a store, below that of the night: "shard-3-of-200"; of a call that was not cut it is that. */
export function placeOfShard(night: StoreAddress, shard: Pick<Shard, "index" | "of"> | null): StoreAddress {
  const { bucket } = night;
  return shard === null ? night : { bucket, prefix: keyOf(night, `shard-${shard.index}-of-${shard.of}`) };
}

/** Throws what the store throws where nothing can be looked up in it: better before a night than after it. */
export async function mustAnswer(address: StoreAddress): Promise<void> {
  using store = await openStore(address);
  await store.list(keyOf(address, "no-such-key"));
}

/**
 * Puts folders into a store, that with the summary last: where it is there, so is all that it names. Returns a line that says
 * so; throws what the store throws.
 */
export async function keepInStore(address: StoreAddress, folders: readonly string[]): Promise<string> {
  using store = await openStore(address);
  const count = await upload(store, address, folders);
  return `stored     ${counted(count, "file")} in ${describeAddress(address)}`;
}

/** The folders of all runs of a suite, attempts before the last ones, too, and its own after them. */
export function foldersOf(suite: Suite, own: string): string[] {
  const results = suite.runs.flatMap(({ earlier, result }) => (result === null ? [] : [...earlier, result]));
  return [...results.map(({ run }) => join(dirname(own), basename(run))), own];
}
