import { z } from "zod";
import { mustRun } from "../../host/command.ts";
import { INPUTS_LABEL } from "../images/docker-image.ts";
import { balancerImage, buildableVersions, loadBalancerDigest, nodeImageInputs } from "../images/node-image-inputs.ts";
import { haproxyRootImage, rootImage } from "../images/root-filesystem.ts";
import { engineId, pulledImages } from "../registry/pulled-images.ts";
import { envoyImage, kindReleases } from "../versions/kind-releases.ts";
import type { ImageFacts, StoredImage } from "./unused-images.ts";

const inspectedSchema = z.array(
  z.object({
    Id: z.string(),
    RepoTags: z.array(z.string()).nullish(),
    RepoDigests: z.array(z.string()).nullish(),
    Size: z.number(),
    Config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
  }),
);

const LIMIT = { timeoutMs: 60_000 } as const;

/** Asks the engine for its images and what uses them; throws PlatformError where it does not tell. */
export async function imageFacts(): Promise<ImageFacts> {
  const images = await storedImages();
  const engine = await engineId();
  return {
    images,
    inContainers: await imagesOfContainers(),
    pulled: pulledImages().filter((one) => one.engine === engine),
    names: ownNames(),
    current: currentNames(images),
  };
}

async function storedImages(): Promise<StoredImage[]> {
  const ids = words(await mustRun(["docker", "image", "ls", "--quiet", "--no-trunc"], LIMIT));
  if (ids.length === 0) return [];
  const found = inspectedSchema.parse(JSON.parse(await mustRun(["docker", "image", "inspect", ...ids], LIMIT)));
  return found.map(({ Id, RepoTags, RepoDigests, Size, Config }) => {
    const tags = RepoTags ?? [];
    // Where an image has a tag, the engine may list its digest beside it: one name of each kind is enough.
    const digests = (RepoDigests ?? []).filter((name) => !tags.some((tag) => tag.startsWith(`${name.split("@")[0]}:`)));
    return { id: Id, references: [...tags, ...digests], bytes: Size, labels: Config?.Labels ?? {} };
  });
}

async function imagesOfContainers(): Promise<Set<string>> {
  const ids = words(await mustRun(["docker", "container", "ls", "--all", "--quiet", "--no-trunc"], LIMIT));
  if (ids.length === 0) return new Set();
  return new Set(words(await mustRun(["docker", "container", "inspect", "--format", "{{.Image}}", ...ids], LIMIT)));
}

/** Load balancers bear the names that kind gives them; root file systems are imported, and known by their repositories. */
function ownNames(): Set<string> {
  const roots = [rootImage(), haproxyRootImage()].map((name) => name.split(":")[0] ?? "");
  return new Set([...loadBalancers(), ...roots]);
}

function currentNames(images: readonly StoredImage[]): Set<string> {
  const balancers = images.flatMap(({ references, labels }) =>
    references.filter((name) => {
      const image = kindReleases.find(({ loadBalancer }) => plain(loadBalancer) === name)?.loadBalancer;
      const balancer = image === envoyImage ? "envoy" : "haproxy";
      return image !== undefined && labels[INPUTS_LABEL] === loadBalancerDigest(balancer);
    }),
  );
  const nodes = buildableVersions().map((version) => nodeImageInputs(version).tag);
  const published = kindReleases.flatMap(({ nodes: all }) =>
    Object.values(all).map((digest) => `kindest/node@${digest}`),
  );
  return new Set([...nodes, balancerImage(), rootImage(), haproxyRootImage(), ...balancers, ...published]);
}

function loadBalancers(): string[] {
  return kindReleases.map(({ loadBalancer }) => plain(loadBalancer));
}

/** As the engine lists it. */
function plain(name: string): string {
  return name.replace(/^docker\.io\//, "");
}

function words(output: string): string[] {
  return [...new Set(output.split(/\s+/).filter(Boolean))];
}
