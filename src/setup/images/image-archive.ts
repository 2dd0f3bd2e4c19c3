import { createHash } from "node:crypto";
import { createReadStream, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { mustRun } from "../../host/command.ts";

/** A container image of one layer. */
export interface SingleLayerImage {
  readonly tag: string;
  /** Folder that becomes the image's root file system. */
  readonly root: string;
  readonly entrypoint?: readonly string[];
}

/**
 * Writes images as one archive that `ctr images import` and `docker load` read (the format of `docker save`), without
 * an engine: names that belong to others never appear among the user's images.
 */
export async function writeImageArchive(
  images: readonly SingleLayerImage[],
  archive: string,
  signal: AbortSignal,
): Promise<void> {
  const folder = `${archive}.folder`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const manifest: unknown[] = [];
  for (const [index, image] of images.entries()) {
    const layer = `${index}.layer.tar`;
    await packFolder(image.root, join(folder, layer), signal);
    const config = `${index}.json`;
    writeFileSync(join(folder, config), JSON.stringify(imageConfig(image, await sha256(join(folder, layer)))));
    manifest.push({ Config: config, RepoTags: [image.tag], Layers: [layer] });
  }
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  await packFolder(folder, archive, signal);
  rmSync(folder, { recursive: true });
}

function imageConfig(image: SingleLayerImage, diffId: string): unknown {
  return {
    architecture: process.arch === "x64" ? "amd64" : process.arch,
    os: "linux",
    config: {
      Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
      ...(image.entrypoint === undefined ? {} : { Entrypoint: image.entrypoint }),
    },
    rootfs: { type: "layers", diff_ids: [`sha256:${diffId}`] },
    history: [{ created_by: "kind-chaos" }],
  };
}

async function packFolder(folder: string, archive: string, signal: AbortSignal): Promise<void> {
  const plain = ["--owner=0", "--group=0", "--numeric-owner", "--sort=name", "--mtime=@0"];
  await mustRun(["tar", "--create", "--file", archive, ...plain, "--directory", folder, "."], { signal });
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
