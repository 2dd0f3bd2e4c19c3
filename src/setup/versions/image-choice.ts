import { UsageError } from "../../model/errors.ts";
import { parseImageReference, versionOfTag } from "./image-reference.ts";
import { kubernetesOfDigest } from "./kind-releases.ts";
import { chooseKind, kindProblem } from "./kind-versions.ts";
import { chooseKubernetes, DEFAULT_KUBERNETES, versionOfImage } from "./kubernetes-versions.ts";

/** What a person asks for on the command line: `--kubernetes`, `--image` and `--kind`, each as it was typed. */
export interface ImageChoice {
  readonly kubernetes?: string | undefined;
  readonly image?: string | undefined;
  readonly kind?: string | undefined;
}

/** The same where several versions may be named, as `setup` takes it. */
export interface ImageChoices extends Omit<ImageChoice, "kubernetes"> {
  readonly kubernetes?: readonly string[] | undefined;
}

/** What clusters are to be made of. */
export interface Chosen {
  /** Version of Kubernetes, without the "v". */
  readonly kubernetes: string;
  /** The node image that the person named; undefined where it is the version's own. */
  readonly image: string | undefined;
  /** The release of kind that must be used; undefined where any that fits is good. */
  readonly kind: string | undefined;
}

/** Decides versions by what a person asks for; looks at no engine. Throws UsageError for what cannot be provided. */
export function chooseImages(choice: ImageChoice): Chosen {
  const { image } = choice;
  const kubernetes =
    image === undefined
      ? chooseKubernetes(choice.kubernetes ?? DEFAULT_KUBERNETES)
      : versionIn(image, choice.kubernetes);
  if (choice.kind === undefined) return { kubernetes, image, kind: undefined };
  const kind = chooseKind(choice.kind);
  const problem = kindProblem(kind, kubernetes);
  if (problem !== undefined) throw new UsageError(`kind ${kind} is ${problem}: choose another --kind or --kubernetes.`);
  return { kubernetes, image, kind };
}

/** One choice for each version that was named, in order; throws UsageError for what cannot be provided. */
export function choicesOf({ kubernetes = [], image, kind }: ImageChoices): ImageChoice[] {
  const [first, ...more] = kubernetes;
  if (image !== undefined && more.length > 0)
    throw new UsageError(`--image ${image} is one version of Kubernetes: leave all but one --kubernetes out.`);
  const choices = [first, ...more].map((version): ImageChoice => ({ kubernetes: version, image, kind }));
  const versions = choices.map((choice) => chooseImages(choice).kubernetes);
  return choices.filter((_, index) => versions.indexOf(versions[index] as string) === index);
}

/** The version that an image's name says, by a digest of kind's or by its tag; undefined where neither does. */
export function versionOfReference(image: string): string | undefined {
  const { tag, digest } = parseImageReference(image);
  return (digest === undefined ? undefined : kubernetesOfDigest(digest)) ?? versionOfTag(tag);
}

/** The version that an image has: by its digest, its tag, or what the person says of it, who may not contradict. */
function versionIn(image: string, said: string | undefined): string {
  const told = versionOfReference(image);
  if (told === undefined && said === undefined)
    throw new UsageError(
      `--image ${image} does not name its version of Kubernetes: say it, for example --kubernetes 1.36.4.`,
    );
  const version = versionOfImage(told ?? said ?? "");
  const plain = said?.replace(/^v/, "");
  if (plain === undefined || plain === version || version.startsWith(`${plain}.`)) return version;
  throw new UsageError(
    `--image ${image} has Kubernetes ${version}, and --kubernetes says ${said}: leave one of them out.`,
  );
}
