import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import pRetry from "p-retry";
import { cacheFolder } from "../../host/cache-folder.ts";

const RETRY_MS = 500;

/**
 * Lets one setup at a time work on a cache folder; the next waits. The lock is a Linux abstract socket, which the
 * kernel takes back however the process ends; elsewhere nothing is built and no lock is needed.
 */
export async function withSetupLock<T>(signal: AbortSignal, waiting: () => void, work: () => Promise<T>): Promise<T> {
  if (process.platform !== "linux") return work();
  // A socket's name has at most 107 bytes, and a folder's may have more.
  const name = `\0kind-chaos-setup:${createHash("sha256").update(cacheFolder()).digest("hex")}`;
  const server = createServer();
  const lock = async (attempt: number): Promise<void> => {
    server.listen(name);
    try {
      await once(server, "listening");
    } catch (error) {
      if (attempt === 1 && isTaken(error)) waiting();
      throw error;
    }
  };
  await pRetry(lock, {
    retries: Number.POSITIVE_INFINITY,
    minTimeout: RETRY_MS,
    factor: 1,
    signal,
    shouldRetry: ({ error }) => isTaken(error),
  });
  try {
    return await work();
  } finally {
    server.close();
  }
}

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "EADDRINUSE";
}
