import type { Command } from "commander";
import { UsageError } from "../model/errors.ts";
import { isStoreAddress, readStoreAddress, type StoreAddress } from "../store/address.ts";

/** Where results are put beside the folder that they are written to. */
export interface StoreOption {
  readonly store?: string;
}

/** Adds `--store`. */
export function addStoreOption(command: Command): Command {
  return command.option(
    "--store <address>",
    "put what is written into an S3-compatible store, too: s3://bucket/prefix (docs/guides/many-machines.md)",
  );
}

/** The place in a store that is meant; undefined: none. Throws UsageError for what is none. */
export function storeOf({ store }: StoreOption): StoreAddress | undefined {
  if (store === undefined) return undefined;
  if (!isStoreAddress(store)) throw new UsageError(`--store ${store}: write for example s3://bucket/night-4711`);
  return readStoreAddress(store);
}
