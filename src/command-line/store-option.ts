import { basename, resolve } from "node:path";
import type { Command } from "commander";
import { UsageError } from "../model/errors.ts";
import { isSegment, isStoreAddress, readStoreAddress, type StoreAddress } from "../store/address.ts";

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

/** The place in a store that is meant; undefined: none. Throws UsageError for what is none, and for an output that cannot be put there. */
export function storeOf({ store, output }: StoreOption & { readonly output?: string }): StoreAddress | undefined {
  if (store === undefined) return undefined;
  // merge would refuse to read such a key back.
  if (output !== undefined && !isSegment(basename(resolve(output))))
    throw new UsageError(`--output ${output}: with --store its name has letters, digits, and . _ = @ + - only`);
  if (!isStoreAddress(store)) throw new UsageError(`--store ${store}: write for example s3://bucket/night-4711`);
  return readStoreAddress(store);
}
