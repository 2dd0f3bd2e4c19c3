import { rmSync } from "node:fs";
import { run } from "../../host/command.ts";
import { messageOf, UsageError } from "../../model/errors.ts";
import { engineState } from "../engine/engine.ts";
import { engineId, forgetPulled, pulledImages } from "../registry/pulled-images.ts";
import type { PrunedItem, PruneItem } from "./prune-item.ts";
import { imageFacts } from "./stored-images.ts";
import { unusedFolders } from "./unused-folders.ts";
import { unusedImages } from "./unused-images.ts";

/**
 * What setup made or pulled and nothing uses, images first; where no engine answers, folders alone. Throws UsageError
 * where another engine than Docker answers.
 */
export async function findUnused(all: boolean, signal: AbortSignal): Promise<PruneItem[]> {
  const engine = await engineState(signal);
  if (engine.kind === "other") throw new UsageError(engine.reason);
  const images = engine.kind === "running" ? unusedImages(await imageFacts(), all) : [];
  return [...images, ...unusedFolders(all)];
}

/**
 * Removes what was found, without any force: the engine refuses what a container has come to use, and that is said. An
 * image that has other names keeps them.
 */
export async function removeUnused(items: readonly PruneItem[]): Promise<PrunedItem[]> {
  const done: PrunedItem[] = [];
  for (const item of items) {
    const problem = item.what === "image" ? await removeImage(item.name) : removeFolder(item.name);
    done.push({ ...item, outcome: problem === undefined ? "removed" : "kept", detail: problem ?? "" });
  }
  const engine = await engineId().catch(() => undefined);
  const gone = new Set(done.filter(({ outcome }) => outcome === "removed").map(({ name }) => name));
  forgetPulled(pulledImages().filter((one) => one.engine === engine && isGone(one.reference, gone)));
  return done;
}

function isGone(reference: string, gone: ReadonlySet<string>): boolean {
  const plain = reference.replace(/^docker\.io\//, "");
  return gone.has(plain) || gone.has(plain.replace(/:[^:/@]+@/, "@"));
}

async function removeImage(name: string): Promise<string | undefined> {
  const { exitCode, stderr } = await run(["docker", "image", "rm", name], { timeoutMs: 120_000 });
  return exitCode === 0 ? undefined : (stderr.trim().split("\n").at(-1) ?? `it ended with ${exitCode}`);
}

function removeFolder(path: string): string | undefined {
  try {
    rmSync(path, { recursive: true, force: true });
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
