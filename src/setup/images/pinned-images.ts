import { run } from "../../host/command.ts";
import { UsageError } from "../../model/errors.ts";
import type { KindConfig } from "../../model/topology.ts";
import { pullProblem } from "../registry/pull-problem.ts";
import { rememberPulled } from "../registry/pulled-images.ts";
import { type Chosen, chooseImages, type ImageChoice, versionOfReference } from "../versions/image-choice.ts";
import { imageExists } from "./docker-image.ts";

/** How long an image may take to come, milliseconds: about a gigabyte at 1 MB a second. */
const pullTimeoutMs = 1_200_000;

/** The images that a kind configuration pins for its nodes, each once; control planes' first. */
export function pinnedImages({ nodes }: KindConfig): string[] {
  const planes = nodes.filter(({ role }) => role === "control-plane");
  return [...new Set([...planes, ...nodes].flatMap(({ image }) => image ?? []))];
}

/**
 * What a cluster will be made of: the image of the first control plane where the configuration pins one, else what a
 * person asks for. Throws UsageError where an image does not say its version, where both are given, and for what cannot
 * be provided.
 */
export function chooseFor(config: KindConfig, choice: ImageChoice): Chosen {
  const pinned = pinnedImages(config);
  const [first] = pinned;
  const asked = (["kubernetes", "image"] as const).find((name) => choice[name] !== undefined);
  if (first !== undefined && asked !== undefined)
    throw new UsageError(
      `--${asked} ${choice[asked]}: the kind file pins its node image (${first}): leave out one of the two`,
    );
  for (const image of pinned) mustSayVersion(image);
  const own = config.nodes.find(({ role }) => role === "control-plane")?.image;
  return chooseImages(own === undefined ? choice : { image: own, kind: choice.kind });
}

function mustSayVersion(image: string): void {
  if (versionOfReference(image) !== undefined) return;
  throw new UsageError(`image ${image}: its tag does not say a version of Kubernetes: give it one like v1.36.4`);
}

/** Fetches the images that a configuration pins and the engine lacks; throws UsageError where one does not come. */
export async function pullPinned(config: KindConfig, tell: (line: string) => void): Promise<void> {
  for (const image of pinnedImages(config)) {
    if (await imageExists(image)) continue;
    tell(`pulling ${image}, which the kind file pins`);
    const { exitCode, stderr } = await run(["docker", "pull", "--quiet", image], { timeoutMs: pullTimeoutMs });
    if (exitCode !== 0) {
      const { detail } = pullProblem(stderr, false);
      throw new UsageError(`image ${image}, which the kind file pins, is not here and cannot be pulled: ${detail}`);
    }
    await rememberPulled(image);
  }
}
