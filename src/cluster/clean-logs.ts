import { createReadStream, createWriteStream } from "node:fs";
import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import { secretRemover } from "../model/secrets.ts";

/**
 * Takes out of the logs of a cluster what opens a door, since they lie in a run's folder, which people share and upload:
 * texts lose keys and tokens line by line; what is no text is deleted (systemd's journal, of which kind exports the text
 * too, lists of logins), and so is whatever is neither file nor folder. Throws what the file system says.
 */
export async function cleanLogs(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await cleanLogs(path);
    else if (entry.isFile()) await cleanLog(path);
    else await rm(path, { force: true });
  }
}

/** The same for one file; it is gone where that fails, or where it is no text. Throws what the file system says. */
export async function cleanLog(path: string): Promise<void> {
  const part = `${path}.part`;
  try {
    await pipeline(linesWithout(path), createWriteStream(part, { flags: "wx", mode: 0o644 }));
    await rename(part, path);
  } catch (error) {
    await rm(path, { force: true });
    if (error !== noText) throw error;
  } finally {
    await rm(part, { force: true });
  }
}

const noText = new Error("it is no text");

/** The lines of a text, without its secrets; throws `noText` where it is none. */
async function* linesWithout(path: string): AsyncGenerator<string> {
  const remove = secretRemover();
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.includes("\0")) throw noText;
    const left = remove(line);
    if (left !== undefined) yield `${left}\n`;
  }
}
