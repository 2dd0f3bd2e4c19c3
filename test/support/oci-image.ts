import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

/** A part of an image as a registry stores it. */
export interface Part {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** An image as a registry has it: what its name leads to first, and all parts by their digests. */
export interface OciImage {
  /** Digest of the index: what release notes give, one for all platforms. */
  readonly digest: string;
  readonly manifests: readonly Part[];
  readonly blobs: readonly Part[];
}

const types = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  layer: "application/vnd.oci.image.layer.v1.tar+gzip",
};

/**
 * A small image that an engine can pull, as real ones are laid out: an index of platforms, a manifest, a configuration,
 * and a layer for each text. It cannot be run.
 */
export function ociImage(texts: readonly string[]): OciImage {
  const layers = texts.map((text, index) => {
    const tar = tarOf(`file-${index}`, Buffer.from(text));
    return { diff: digestOf(tar), part: partOf(types.layer, gzipSync(tar)) };
  });
  const architecture = process.arch === "x64" ? "amd64" : process.arch;
  const config = json(types.config, {
    architecture,
    os: "linux",
    config: { Cmd: ["/none"] },
    rootfs: { type: "layers", diff_ids: layers.map(({ diff }) => diff) },
    history: texts.map((_, index) => ({ created_by: `text ${index}` })),
  });
  const manifest = json(types.manifest, {
    schemaVersion: 2,
    mediaType: types.manifest,
    config: described(config),
    layers: layers.map(({ part }) => described(part)),
  });
  const index = json(types.index, {
    schemaVersion: 2,
    mediaType: types.index,
    manifests: [{ ...described(manifest), platform: { architecture, os: "linux" } }],
  });
  return { digest: index.digest, manifests: [index, manifest], blobs: [config, ...layers.map(({ part }) => part)] };
}

/** The digest by which a registry names content. */
export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

function described({ digest, mediaType, bytes }: Part) {
  return { mediaType, digest, size: bytes.length };
}

function json(mediaType: string, value: object): Part {
  return partOf(mediaType, Buffer.from(JSON.stringify(value)));
}

function partOf(mediaType: string, bytes: Buffer): Part {
  return { digest: digestOf(bytes), mediaType, bytes };
}

/** A tar archive of one file (POSIX ustar): header, content filled up to 512 bytes, two empty blocks. */
function tarOf(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(512);
  const put = (text: string, at: number) => header.write(text, at, "latin1");
  put(name, 0);
  put("0000644\0", 100);
  put("0000000\0", 108);
  put("0000000\0", 116);
  put(`${content.length.toString(8).padStart(11, "0")}\0`, 124);
  put("00000000000\0", 136);
  put("        ", 148);
  put("0", 156);
  put("ustar\u000000", 257);
  const sum = header.reduce((all, byte) => all + byte, 0);
  put(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512), Buffer.alloc(1_024)]);
}
