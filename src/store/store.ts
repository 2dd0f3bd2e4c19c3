import type { S3Client } from "@aws-sdk/client-s3";
import { messageOf, PlatformError, UsageError } from "../model/errors.ts";
import { describeAddress, type StoreAddress } from "./address.ts";

/** One object of a store. */
export interface StoredObject {
  readonly key: string;
  /** Another one when its content is another. */
  readonly version: string;
  readonly bytes: number;
}

/** A bucket of an S3-compatible store. Whatever it refuses is a PlatformError "store". */
export interface Store extends Disposable {
  /** Every object whose key begins so. */
  list(prefix: string): Promise<StoredObject[]>;
  read(key: string): Promise<Uint8Array>;
  write(key: string, content: Uint8Array): Promise<void>;
}

/** The SDK's default of 3 gives up within a second; a busy store answers again within half a minute. */
const mostAttempts = 8;
/** A store that takes a connection and says nothing more would be waited for without end; milliseconds. */
const timeouts = { connectionTimeout: 10_000, socketTimeout: 60_000 };

/**
 * Opens the store that the environment says: AWS_ENDPOINT_URL (or AWS_ENDPOINT_URL_S3) for one that is not Amazon's, and
 * credentials in any way that Amazon's client knows. Throws UsageError where that client is not installed.
 */
export async function openStore(address: StoreAddress): Promise<Store> {
  const { S3Client, GetObjectCommand, PutObjectCommand, paginateListObjectsV2 } = await loadClient(address);
  const { bucket: Bucket } = address;
  const { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, AWS_REGION, AWS_DEFAULT_REGION, AWS_MAX_ATTEMPTS } = process.env;
  const isForeign = (AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL ?? "") !== "";
  const client: S3Client = new S3Client({
    ...(AWS_MAX_ATTEMPTS === undefined ? { maxAttempts: mostAttempts } : {}),
    requestHandler: timeouts,
    // Others than Amazon's have no name of their own for each bucket, and not all know its newer checksums.
    forcePathStyle: isForeign,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    // A request is signed for some region; a store that has none takes any.
    ...(isForeign && (AWS_REGION ?? AWS_DEFAULT_REGION) === undefined ? { region: "us-east-1" } : {}),
  });
  const told = async <Value>(ask: () => Promise<Value>): Promise<Value> => {
    try {
      return await ask();
    } catch (cause) {
      throw new PlatformError("store", `${describeAddress(address)}: the store refused: ${reasonOf(cause)}`, { cause });
    }
  };
  return {
    list: (Prefix) =>
      told(async () => {
        const found: StoredObject[] = [];
        for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix }))
          for (const { Key: key = "", ETag, LastModified, Size: bytes = 0 } of Contents)
            found.push({ key, version: `${ETag} ${LastModified?.toISOString()} ${bytes}`, bytes });
        return found;
      }),
    read: (Key) =>
      told(async () => {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
        return (await Body?.transformToByteArray()) ?? new Uint8Array();
      }),
    write: (Key, Body) => told(async () => void (await client.send(new PutObjectCommand({ Bucket, Key, Body })))),
    [Symbol.dispose]: () => client.destroy(),
  };
}

/** Amazon's own client; it is installed by whoever has a store, and by the image. */
async function loadClient(address: StoreAddress): Promise<typeof import("@aws-sdk/client-s3")> {
  try {
    return await import("@aws-sdk/client-s3");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw cause;
    throw new UsageError(
      `${describeAddress(address)}: the client of S3-compatible stores is not installed beside kind-chaos: npm install @aws-sdk/client-s3`,
      { cause },
    );
  }
}

/** The code of the store's answer and its words; of several addresses that were tried in vain, what the first said. */
function reasonOf(cause: unknown): string {
  const first = cause instanceof AggregateError ? cause.errors[0] : cause;
  const { name } = first as { readonly name?: unknown };
  const words = messageOf(first);
  return typeof name === "string" && name !== "Error" && !words.startsWith(name) ? `${name}: ${words}` : words;
}
