import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { cacheFolder, cacheSubfolder } from "../../host/cache-folder.ts";
import { run } from "../../host/command.ts";
import { replaceFile } from "../../host/output-file.ts";

const recordSchema = z.array(z.strictObject({ engine: z.string(), reference: z.string(), id: z.string() }));
/** Images that setup has pulled: the engine's own id, the name that the image got, and the image's id. */
export type PulledImage = z.infer<typeof recordSchema>[number];

/** Whether the engine has an image of this name. */
export async function isOnEngine(reference: string): Promise<boolean> {
  return (await idOf(reference)) !== undefined;
}

/** Notes that an image is here because setup pulled it, so that `prune` may take it away again. */
export async function rememberPulled(reference: string): Promise<void> {
  const id = await idOf(reference);
  const engine = await engineId();
  if (id === undefined || engine === undefined) return;
  const others = pulledImages().filter((one) => one.engine !== engine || one.reference !== reference);
  write([...others, { engine, reference, id }]);
}

/** Takes images out of the record; the others stay. */
export function forgetPulled(gone: readonly PulledImage[]): void {
  const key = ({ engine, reference }: PulledImage) => `${engine} ${reference}`;
  const keys = new Set(gone.map(key));
  if (keys.size > 0) write(pulledImages().filter((one) => !keys.has(key(one))));
}

/** All that is in the record, of every engine; nothing where it cannot be read: then nothing is ours. */
export function pulledImages(): PulledImage[] {
  if (!existsSync(recordFile())) return [];
  try {
    return recordSchema.parse(JSON.parse(readFileSync(recordFile(), "utf8")));
  } catch {
    return [];
  }
}

/** The engine's own id; undefined where it does not tell one. */
export async function engineId(): Promise<string | undefined> {
  const { exitCode, stdout } = await run(["docker", "info", "--format", "{{.ID}}"], { timeoutMs: 20_000 });
  return exitCode === 0 && stdout.trim() !== "" ? stdout.trim() : undefined;
}

async function idOf(reference: string): Promise<string | undefined> {
  const inspect = ["docker", "image", "inspect", "--format", "{{.Id}}", reference];
  const { exitCode, stdout } = await run(inspect, { timeoutMs: 20_000 });
  return exitCode === 0 ? stdout.trim() : undefined;
}

function recordFile(): string {
  return join(cacheFolder(), "pulled-images.json");
}

function write(images: readonly PulledImage[]): void {
  cacheSubfolder();
  replaceFile(recordFile(), `${JSON.stringify(images, null, 2)}\n`, 0o644);
}
