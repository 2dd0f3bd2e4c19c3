import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { cacheFolder } from "../../host/cache-folder.ts";

const RETRY_MS = 500;

/**
 * Lets one setup at a time work on a cache folder; the next waits. The lock is a Linux abstract socket, which the
 * kernel takes back however the process ends; elsewhere nothing is built and no lock is needed.
 */
export async function withSetupLock<T>(signal: AbortSignal, waiting: () => void, work: () => Promise<T>): Promise<T> {
  if (process.platform !== "linux") return work();
  const name = `\0kind-chaos-setup:${cacheFolder()}`.slice(0, 100);
  const server = createServer();
  for (let attempt = 0; ; attempt += 1) {
    signal.throwIfAborted();
    server.listen(name);
    try {
      await once(server, "listening");
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
      if (attempt === 0) waiting();
      await pause(RETRY_MS);
    }
  }
  try {
    return await work();
  } finally {
    server.close();
  }
}
