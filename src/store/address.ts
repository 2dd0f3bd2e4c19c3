import { UsageError } from "../model/errors.ts";

/** A place in an S3-compatible store: a bucket, and what the keys of all that is there begin with. */
export interface StoreAddress {
  readonly bucket: string;
  /** Without a slash at its ends; "" for the whole bucket. */
  readonly prefix: string;
}

const scheme = "s3://";
/** Rules of the names of buckets: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
/** Characters that are safe in keys, and in names of files: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const segment = /^[\w.=@+-]+$/;

/** Whether a word names a place in a store, and no folder. */
export function isStoreAddress(word: string): boolean {
  return word.startsWith(scheme);
}

/** Reads "s3://bucket/prefix"; throws UsageError for what is none. Whose it is, and where, stands in the environment. */
export function readStoreAddress(word: string): StoreAddress {
  const [bucket = "", ...rest] = word.slice(scheme.length).replace(/\/$/, "").split("/");
  if (isStoreAddress(word) && bucketName.test(bucket) && rest.every(isSegment))
    return { bucket, prefix: rest.join("/") };
  throw new UsageError(`${word}: is no place in a store: write for example s3://bucket/night-4711`);
}

/** Whether a part of a key may be the name of a file: no way out of the folder that it is copied into. */
export function isSegment(text: string): boolean {
  return segment.test(text) && text !== "." && text !== "..";
}

/** The key of something below a place. */
export function keyOf({ prefix }: StoreAddress, ...names: readonly string[]): string {
  return [prefix, ...names].filter((name) => name !== "").join("/");
}

/** A place as people write it. */
export function describeAddress({ bucket, prefix }: StoreAddress): string {
  return `${scheme}${bucket}${prefix === "" ? "" : `/${prefix}`}`;
}
