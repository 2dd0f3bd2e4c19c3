import { BUILT_LABEL } from "../images/docker-image.ts";
import type { PulledImage } from "../registry/pulled-images.ts";
import type { PruneItem } from "./prune-item.ts";

/** An image on the engine, as far as it is asked whose it is. */
export interface StoredImage {
  readonly id: string;
  /** Its names: tags, and repositories with digests. */
  readonly references: readonly string[];
  readonly bytes: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** What is known of the engine and of this version of the project. */
export interface ImageFacts {
  readonly images: readonly StoredImage[];
  /** Ids of the images that a container is made from, running or not. */
  readonly inContainers: ReadonlySet<string>;
  /** What setup has pulled to this engine. */
  readonly pulled: readonly PulledImage[];
  /** Names that this version builds, or starts load balancers by. */
  readonly names: ReadonlySet<string>;
  /** Names of images that this version can take as they are: built from today's inputs, or published. */
  readonly current: ReadonlySet<string>;
}

/** Everything that setup names by itself begins so. */
const OWN_REPOSITORY = "kind-chaos/";

/**
 * The names that are this project's to remove, of images that no container is made from: those that it built and that
 * have a name which it gives, and those that are in its record of what it pulled, still the same image. An image that
 * somebody made from ours, or tagged on their own, is none of these. Without `all` what this version can take stays.
 */
export function unusedImages(facts: ImageFacts, all: boolean): PruneItem[] {
  return facts.images
    .filter(({ id }) => !facts.inContainers.has(id))
    .flatMap((image) => image.references.map((name) => ({ image, name })))
    .flatMap(({ image, name }) => {
      const origin = originOf(image, name, facts);
      if (origin === undefined) return [];
      const isCurrent = facts.current.has(name) || (origin === "pulled" && !name.startsWith("kindest/node@"));
      if (isCurrent && !all) return [];
      const reason = isCurrent
        ? `${origin}, and no container is made from it`
        : `${origin}, and this version takes another`;
      return [{ what: "image", name, bytes: image.bytes, reason } as const];
    });
}

function originOf(
  image: StoredImage,
  name: string,
  { pulled, names }: ImageFacts,
): "built here" | "pulled" | undefined {
  const isBuilt = image.labels[BUILT_LABEL] !== undefined && (name.startsWith(OWN_REPOSITORY) || names.has(name));
  // What is imported has no labels: its repository is one that nobody else has.
  if (isBuilt || (name.startsWith(OWN_REPOSITORY) && names.has(name.split(":")[0] ?? ""))) return "built here";
  return pulled.some((one) => one.id === image.id && withoutTag(one.reference) === name) ? "pulled" : undefined;
}

/** As the engine lists it: a name with a digest has no tag. */
function withoutTag(reference: string): string {
  const plain = reference.replace(/^docker\.io\//, "");
  const [name = "", digest] = plain.split("@");
  return digest === undefined ? plain : `${name.replace(/:[^:/]+$/, "")}@${digest}`;
}
