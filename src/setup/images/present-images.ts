import { z } from "zod";
import { run } from "../../host/command.ts";
import type { Chosen } from "../versions/image-choice.ts";
import { parseImageReference } from "../versions/image-reference.ts";
import { publishedNode } from "../versions/kind-releases.ts";
import { imageExists } from "./docker-image.ts";
import { buildableVersions, nodeImageInputs } from "./node-image-inputs.ts";

/** Where a node image came from. */
export type NodeOrigin = "registry" | "built here" | "local tag";

/** A node image that the engine has. */
export interface PresentNode {
  /** As kind and the engine take it. */
  readonly image: string;
  readonly origin: NodeOrigin;
}

/** The image to ask a registry for: the person's own, or kind's by the digest that its release notes give. */
export function wantedNodeImage({ image, kubernetes }: Chosen): string {
  if (image !== undefined) return image;
  const published = publishedNode(kubernetes);
  return `kindest/node:v${kubernetes}${published === undefined ? "" : `@${published.digest}`}`;
}

/**
 * The node image that the engine has of what was chosen; undefined where none. Of a version that kind publishes that very
 * one counts first, whatever registry it came from; then what was built here; then what somebody gave kind's tag.
 */
export async function presentNode(chosen: Chosen): Promise<PresentNode | undefined> {
  const wanted = wantedNodeImage(chosen);
  const { digest, repository, tag } = parseImageReference(wanted);
  if (digest !== undefined) {
    const found = referenceOf(await engineImages(), digest, repository, tag);
    if (found !== undefined) return { image: found, origin: "registry" };
  }
  const named = async (image: string, origin: NodeOrigin) =>
    (await imageExists(image)) ? { image, origin } : undefined;
  if (chosen.image !== undefined) return digest === undefined ? named(chosen.image, "local tag") : undefined;
  return (await builtNode(chosen.kubernetes)) ?? named(`kindest/node:v${chosen.kubernetes}`, "local tag");
}

async function builtNode(kubernetes: string): Promise<PresentNode | undefined> {
  if (!buildableVersions().includes(kubernetes)) return undefined;
  const { tag } = nodeImageInputs(kubernetes);
  return (await imageExists(tag)) ? { image: tag, origin: "built here" } : undefined;
}

const rowSchema = z.object({ Repository: z.string(), Digest: z.string() });
/** One line of `docker image ls --digests`, as far as it is needed. */
export type EngineImage = z.infer<typeof rowSchema>;

/**
 * The name by which an engine has the image of a digest: the wanted repository where it has it under that name, else any,
 * since a digest means one image everywhere. With the tag, so that people see the version.
 */
export function referenceOf(
  images: readonly EngineImage[],
  digest: string,
  repository: string,
  tag: string | undefined,
): string | undefined {
  const having = images.filter((one) => one.Digest === digest && one.Repository !== "<none>");
  const plain = (name: string): string => name.replace(/^docker\.io\//, "");
  const found = having.find((one) => plain(one.Repository) === plain(repository)) ?? having[0];
  return found && `${found.Repository}${tag === undefined ? "" : `:${tag}`}@${digest}`;
}

/** Reads what `docker image ls --format json` prints; lines that are something else are left out. */
export function parseImages(output: string): EngineImage[] {
  return output.split("\n").flatMap((line) => {
    try {
      return [rowSchema.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
}

async function engineImages(): Promise<EngineImage[]> {
  const list = ["docker", "image", "ls", "--digests", "--no-trunc", "--format", "{{json .}}"];
  const { exitCode, stdout } = await run(list, { timeoutMs: 20_000 });
  return exitCode === 0 ? parseImages(stdout) : [];
}
