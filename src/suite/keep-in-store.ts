import { counted } from "../analysis/statistics/format.ts";
import type { Shard } from "../model/shard.ts";
import type { Suite } from "../model/suite.ts";
import { describeAddress, keyOf, type StoreAddress } from "../store/address.ts";
import { openStore } from "../store/store.ts";
import { Upload } from "../store/upload.ts";
import { runsBeside } from "./found-summary.ts";

/** What lies in a store where it was tried whether something may be put there; nothing is ever deleted. */
const trial = { key: "kind-chaos.txt", text: "kind-chaos puts reports here.\n" } as const;

/** The place of a shard's folders in a store, below that of the night: "shard-3-of-200"; of a call that was not cut it is that. */
export function placeOfShard(night: StoreAddress, shard: Pick<Shard, "index" | "of"> | null): StoreAddress {
  const { bucket } = night;
  return shard === null ? night : { bucket, prefix: keyOf(night, `shard-${shard.index}-of-${shard.of}`) };
}

/** Throws what the store throws where nothing may be looked up or put there: better before a night than after it. */
export async function mustAnswer(address: StoreAddress): Promise<void> {
  using store = await openStore(address);
  await store.list(keyOf(address, trial.key));
  await store.write(keyOf(address, trial.key), Buffer.from(trial.text));
}

/**
 * Puts folders into a store, that with the summary last: where it is there, so is all that it names. Returns a line that says
 * so; throws what the store throws.
 */
export async function keepInStore(address: StoreAddress, folders: readonly string[]): Promise<string> {
  using store = await openStore(address);
  return describeStored(await new Upload(store, address).update(folders), address);
}

/** The line that says what is in a store. */
export function describeStored(files: number, address: StoreAddress): string {
  return `stored     ${counted(files, "file")} in ${describeAddress(address)}`;
}

/** The folders of all runs of a suite, attempts before the last ones, too, and its own after them. */
export function foldersOf(suite: Suite, own: string): string[] {
  return [...runsBeside({ suite, folder: own }), own];
}
